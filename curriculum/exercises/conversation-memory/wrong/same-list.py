from collections.abc import Callable


def trim(messages: list[dict], budget: int, count: Callable[[dict], int]) -> list[dict]:
    """The system message, if there is one, and as many of the newest whole turns as fit into the budget.

    A turn begins with a user's message and ends before the next. Raises ValueError if not even the newest one fits.
    """
    if sum(count(message) for message in messages) <= budget:
        return messages
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
    return system + rest[start:]
