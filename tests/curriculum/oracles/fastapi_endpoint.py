"""Whom fastapi-endpoint agrees with."""

import asyncio
import random
from types import ModuleType
from typing import Any

PROMPTS = ("a", "", " ", "\n", "你好", "a" * 2000, "a" * 2001, " a ", 5, None, ["a"])
LENGTHS: tuple[Any, ...] = (1, 0, -1, 256, 257, 16, None, [], 2.5)


def agree(solution: ModuleType) -> None:
    """The statement's bounds, tried at random by httpx, without FastAPI's own client."""
    asyncio.run(ask(solution))


async def ask(solution: ModuleType) -> None:
    import httpx

    calls: list[list[Any]] = []

    def generate(prompt: str, most: int) -> str:
        calls.append([prompt, most])
        return f"{prompt}!"

    app = solution.create_app(lambda: generate)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            described = (await client.get("/openapi.json")).json()
            assert set(described["paths"]) == {"/health", "/generate"}
            for _ in range(60):
                body: dict[str, Any] = {"prompt": random.choice(PROMPTS)}
                if random.random() < 0.8:
                    body["max_new_tokens"] = random.choice(LENGTHS)
                calls.clear()
                answer = await client.post("/generate", json=body)
                if valid(body):
                    assert (answer.status_code, answer.json()) == (200, {"text": f"{body['prompt']}!"}), body
                    assert calls == [[body["prompt"], body.get("max_new_tokens", 16)]]
                else:
                    assert (answer.status_code, calls) == (422, []), body


def valid(body: dict[str, Any]) -> bool:
    """Whether a body keeps the bounds."""
    prompt, most = body["prompt"], body.get("max_new_tokens", 16)
    if not isinstance(prompt, str) or not isinstance(most, int):
        return False
    return bool(prompt.strip()) and len(prompt) <= 2000 and 1 <= most <= 256
