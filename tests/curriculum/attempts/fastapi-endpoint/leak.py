import traceback

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, model_validator


class Ask(BaseModel):
    prompt: str = Field(min_length=1, max_length=2000)
    max_new_tokens: int = Field(16, ge=1, le=256)

    @model_validator(mode="after")
    def check(self):
        if self.prompt.isspace():
            raise ValueError("blank")
        return self


def create_app(load):
    app = FastAPI(debug=False)
    model = load()

    @app.exception_handler(Exception)
    def anything(request, error):
        return JSONResponse({"error": "".join(traceback.format_exception(error))}, status_code=500)

    @app.get("/health")
    def health():
        return {"status": "ok"}

    @app.post("/generate")
    def generate(ask: Ask):
        return {"text": model(ask.prompt, ask.max_new_tokens)}

    return app
