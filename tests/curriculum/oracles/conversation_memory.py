"""Whom conversation-memory agrees with."""

import random
from itertools import combinations
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """The definition by brute force: of all selections that keep the rules the largest is the one returned."""
    for _ in range(150):
        messages = conversation()
        sizes = {message["content"]: random.randrange(1, 9) for message in messages}
        budget = random.randrange(1, 40)

        def count(message: dict[str, str], sizes: dict[str, int] = sizes) -> int:
            return sizes[message["content"]]

        allowed = [some for some in selections(messages) if sum(map(count, some)) <= budget and ordered(some, messages)]
        try:
            found = solution.trim(messages, budget, count)
        except ValueError:
            found = None
        assert found == (max(allowed, key=len) if allowed else None)


def conversation() -> list[dict[str, str]]:
    roles = ["system"] * random.randrange(2)
    for _ in range(random.randrange(1, 4)):
        roles += [
            "user",
            *random.choice([[], ["assistant"], ["assistant", "tool"], ["assistant", "tool", "assistant"]]),
        ]
    return [{"role": role, "content": f"{i}"} for i, role in enumerate(roles)]


def selections(messages: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    places = range(len(messages))
    return [[messages[i] for i in some] for size in places for some in combinations(places, size + 1)]


def ordered(some: list[dict[str, str]], messages: list[dict[str, str]]) -> bool:
    """System kept, newest kept, no hole among the others, and the first of those is a user's."""
    system = [message for message in messages if message["role"] == "system"]
    rest = some[len(system) :]
    return some[: len(system)] == system and bool(rest) and rest == messages[-len(rest) :] and rest[0]["role"] == "user"
