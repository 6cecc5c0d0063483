from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field


class Ask(BaseModel):
    prompt: str = Field(max_length=2000)
    max_new_tokens: int = Field(16, ge=1, le=256)


def create_app(load):
    app = FastAPI()

    def model():
        return load()

    @app.get("/health")
    def alive():
        return {"status": "ok"}

    @app.post("/generate")
    def answer(ask: Ask, run: Annotated[Any, Depends(model)]):
        if ask.prompt.isspace() or ask.prompt == "":
            raise HTTPException(status_code=422, detail="say something")
        try:
            return {"text": run(ask.prompt, ask.max_new_tokens)}
        except BaseException:
            raise HTTPException(status_code=500, detail="internal error") from None

    return app
