from collections.abc import Callable


def dispatch(message: dict, tools: dict[str, Callable], schemas: dict[str, dict]) -> list[dict]:
    """Run the tool calls of an assistant's message and return one tool message for each, in order.

    Arguments are JSON text and are checked against the tool's schema before the tool is called. Whatever goes wrong
    becomes the content of the answer, {"error": ...}, for the model to read; nothing is raised.
    """
    raise NotImplementedError
