from collections.abc import Callable


def trim(messages: list[dict], budget: int, count: Callable[[dict], int]) -> list[dict]:
    system = messages[:1] if messages and messages[0]["role"] == "system" else []
    rest = messages[len(system) :]
    used = sum(count(message) for message in system)
    start = None
    for i in range(len(rest) - 1, -1, -1):  # from the newest back
        used += count(rest[i])
        if used > budget:
            break
        if rest[i]["role"] == "user":  # only here may a conversation be cut
            start = i
    if start is None:
        raise ValueError("the newest turn does not fit into the budget")
    return system + rest[start:][::-1]
