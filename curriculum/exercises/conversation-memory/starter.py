from collections.abc import Callable


def trim(messages: list[dict], budget: int, count: Callable[[dict], int]) -> list[dict]:
    """The system message, if there is one, and as many of the newest whole turns as fit into the budget.

    A turn begins with a user's message and ends before the next. Raises ValueError if not even the newest one fits.
    """
    raise NotImplementedError
