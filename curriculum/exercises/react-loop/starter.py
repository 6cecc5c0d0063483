from collections.abc import Callable


def react(llm: Callable[[str], str], tools: dict[str, Callable[[str], object]], question: str, max_steps: int) -> dict:
    """Let a model think and call tools until it gives a final answer, or max_steps replies have been used up.

    Only the program writes observations. Whatever goes wrong becomes an observation that begins with "Error".
    """
    raise NotImplementedError
