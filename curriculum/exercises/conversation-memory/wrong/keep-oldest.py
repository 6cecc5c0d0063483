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
    for turn in turns:
        used += sum(count(message) for message in turn)
        if used > budget:
            break
        kept += turn
    if not kept:
        raise ValueError("no turn fits")
    return system + kept
