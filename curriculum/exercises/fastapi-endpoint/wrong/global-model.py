import logging
from collections.abc import Callable

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field, field_validator

Generate = Callable[[str, int], str]
logger = logging.getLogger(__name__)
model = None


class Order(BaseModel):
    prompt: str = Field(min_length=1, max_length=2000)
    max_new_tokens: int = Field(default=16, ge=1, le=256)

    @field_validator("prompt")
    @classmethod
    def says_something(cls, prompt: str) -> str:
        if not prompt.strip():
            raise ValueError("the prompt is blank")
        return prompt


class Reply(BaseModel):
    text: str


def create_app(load: Callable[[], Generate]) -> FastAPI:
    global model
    model = load()
    app = FastAPI()

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/generate")
    def generate(order: Order) -> Reply:  # def and not async def: it runs in a thread of its own
        try:
            return Reply(text=model(order.prompt, order.max_new_tokens))
        except Exception:
            logger.exception("generation failed")
            raise HTTPException(status_code=500, detail="generation failed") from None

    return app
