import asyncio
import threading
from contextlib import asynccontextmanager

from fastapi import Body, FastAPI
from fastapi.responses import JSONResponse


def problem(body):
    if not isinstance(body, dict):
        return "not an object"
    prompt, most = body.get("prompt"), body.get("max_new_tokens", 16)
    if not isinstance(prompt, str) or not prompt.strip() or len(prompt) > 2000:
        return "prompt"
    if not isinstance(most, int) or not 1 <= most <= 256:
        return "max_new_tokens"
    return None


def create_app(load):
    """Checks by hand, one generation at a time, as on a single GPU."""
    held = {}
    one_at_a_time = threading.Lock()

    def work(prompt, most):
        with one_at_a_time:
            return held["model"](prompt, most)

    @asynccontextmanager
    async def lifespan(app):
        held["model"] = load()
        yield
        held.clear()

    app = FastAPI(lifespan=lifespan)

    @app.get("/health")
    async def health():
        return {"status": "ok"}

    @app.post("/generate")
    async def generate(body=Body()):
        if wrong := problem(body):
            return JSONResponse({"detail": f"check {wrong}"}, 422)
        try:
            text = await asyncio.to_thread(work, body["prompt"], body.get("max_new_tokens", 16))
        except Exception:
            return JSONResponse({"detail": "sorry"}, 500)
        return {"text": text}

    return app
