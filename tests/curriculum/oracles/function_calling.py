"""Whom function-calling agrees with."""

import json
import random
from types import ModuleType
from typing import Any

KINDS = ("string", "integer", "number", "boolean", "array", "object")
VALUES = ("x", "", 3, 0, -1.5, True, False, None, [], [1], {}, {"a": 1})


def agree(solution: ModuleType) -> None:
    """pydantic's strict mode on random schemas and arguments."""
    for _ in range(400):
        schema, arguments = random_schema(), random_arguments()
        calls: list[dict[str, Any]] = []
        call = {"id": "c1", "type": "function", "function": {"name": "tool", "arguments": json.dumps(arguments)}}
        tools = {"tool": lambda calls=calls, **given: calls.append(given) or {"got": given}}
        [answer] = solution.dispatch({"role": "assistant", "tool_calls": [call]}, tools, {"tool": schema})
        content = json.loads(answer["content"])
        assert (answer["role"], answer["tool_call_id"]) == ("tool", "c1")
        if valid(schema, arguments):
            assert calls == [arguments] and content == {"got": arguments}, (schema, arguments, content)
        else:
            assert not calls and list(content) == ["error"] and content["error"], (schema, arguments, content)


def random_schema() -> dict[str, Any]:
    names = random.sample("abcd", random.randrange(1, 4))
    properties = {name: {"type": random.choice(KINDS)} for name in names}
    for rule in properties.values():
        if rule["type"] == "string" and random.random() < 0.3:
            rule["enum"] = ["x", "y"]
    return {"type": "object", "properties": properties, "required": random.sample(names, random.randrange(len(names)))}


def random_arguments() -> Any:
    if random.random() < 0.05:
        return random.choice(VALUES[:-2])
    return {name: random.choice(VALUES) for name in random.sample("abcd", random.randrange(4))}


def valid(schema: dict[str, Any], arguments: Any) -> bool:
    from pydantic import ConfigDict, StrictBool, StrictFloat, StrictInt, StrictStr, ValidationError, create_model

    kinds = {"string": StrictStr, "integer": StrictInt, "number": StrictInt | StrictFloat, "boolean": StrictBool}
    kinds |= {"array": list, "object": dict}
    fields: dict[str, Any] = {
        name: (kinds[rule["type"]], ... if name in schema["required"] else None)
        for name, rule in schema["properties"].items()
    }
    model = create_model("Arguments", __config__=ConfigDict(extra="forbid", strict=True), **fields)
    try:
        model.model_validate(arguments)
    except ValidationError:
        return False
    rules = schema["properties"]
    return all(value in rules[name].get("enum", [value]) for name, value in arguments.items())
