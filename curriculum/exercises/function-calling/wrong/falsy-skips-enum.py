import json
from collections.abc import Callable
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def dispatch(message: dict, tools: dict[str, Callable], schemas: dict[str, dict]) -> list[dict]:
    """Run the tool calls of an assistant's message and return one tool message for each, in order.

    Arguments are JSON text and are checked against the tool's schema before the tool is called. Whatever goes wrong
    becomes the content of the answer, {"error": ...}, for the model to read; nothing is raised.
    """
    return [answer(call, tools, schemas) for call in message.get("tool_calls") or []]


def answer(call: dict, tools: dict[str, Callable], schemas: dict[str, dict]) -> dict:
    """Return the tool message for one call."""
    try:
        result = run(call["function"]["name"], call["function"]["arguments"], tools, schemas)
    except Exception as error:
        result = {"error": f"{type(error).__name__}: {error}"}
    return {"role": "tool", "tool_call_id": call["id"], "content": json.dumps(result, ensure_ascii=False)}


def run(name: str, text: str, tools: dict[str, Callable], schemas: dict[str, dict]) -> Any:
    """Call one tool with checked arguments. Raises whatever goes wrong."""
    if name not in tools:
        raise ValueError(f"there is no tool {name}; there are {', '.join(tools)}")
    arguments = json.loads(text)
    check(arguments, schemas[name])
    return tools[name](**arguments)


def check(arguments: Any, schema: dict) -> None:
    """Raise ValueError unless the arguments are an object that fits the schema."""
    if not isinstance(arguments, dict):
        raise ValueError("arguments must be an object")
    missing = [name for name in schema.get("required", []) if name not in arguments]
    unknown = [name for name in arguments if name not in schema["properties"]]
    if missing or unknown:
        raise ValueError(f"missing: {missing}, unknown: {unknown}")
    for name, value in arguments.items():
        rule = schema["properties"][name]
        wrong_bool = isinstance(value, bool) and rule["type"] != "boolean"  # True is an int in Python, not in JSON
        if wrong_bool or not isinstance(value, TYPES[rule["type"]]):
            raise ValueError(f"{name} must be of type {rule['type']}")
        if value and "enum" in rule and value not in rule["enum"]:
            raise ValueError(f"{name} must be one of {rule['enum']}")
