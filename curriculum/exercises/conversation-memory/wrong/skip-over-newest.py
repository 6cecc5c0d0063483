from collections.abc import Callable


def trim(messages: list[dict], budget: int, count: Callable[[dict], int]) -> list[dict]:
    system = messages[:1] if messages and messages[0]["role"] == "system" else []
    rest = messages[len(system) :]
    used = sum(count(message) for message in system)
    turns = []
    for message in rest:
        if message["role"] == "user":
            turns.append([])
        turns[-1].append(message)
    kept = []
    for turn in reversed(turns):
        cost = sum(count(message) for message in turn)
        if used + cost <= budget:
            used += cost
            kept = turn + kept
    if not kept:
        raise ValueError("not one turn fits")
    return system + kept
