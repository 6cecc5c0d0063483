from typing import Annotated

from fastapi import APIRouter, FastAPI
from fastapi.concurrency import run_in_threadpool
from pydantic import AfterValidator, BaseModel, StringConstraints, conint


def not_blank(text):
    assert text.strip(), "blank"
    return text


class Body(BaseModel):
    prompt: Annotated[str, StringConstraints(max_length=2000), AfterValidator(not_blank)]
    max_new_tokens: conint(gt=0, lt=257) = 16


def create_app(load):
    """Loads at once; errors are left to the framework, which answers 500 and says nothing."""
    model = load()
    router = APIRouter()

    @router.get("/health")
    def health():
        return {"status": "ok"}

    @router.post("/generate")
    async def generate(body: Body):
        return {"text": await run_in_threadpool(model, body.prompt, body.max_new_tokens)}

    app = FastAPI()
    app.include_router(router)
    return app
