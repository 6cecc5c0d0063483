import fastapi
from pydantic import BaseModel, ConfigDict, Field


class GenerateRequest(BaseModel):
    model_config = ConfigDict(title="What to generate")
    prompt: str = Field(..., max_length=2000, pattern=r"\S")
    max_new_tokens: int = Field(16, gt=0, lt=257)


class Service:
    def __init__(self, load):
        self.model = load()
        self.api = fastapi.FastAPI(title="generator")
        self.api.add_api_route("/health", self.health, methods=["GET"])
        self.api.add_api_route("/generate", self.generate, methods=["POST"])

    async def health(self):
        return dict(status="ok")

    async def generate(self, asked: GenerateRequest):
        try:
            text = self.model(asked.prompt, asked.max_new_tokens)
        except Exception:
            raise fastapi.HTTPException(500) from None
        return dict(text=text)


def create_app(load):
    return Service(load).api
