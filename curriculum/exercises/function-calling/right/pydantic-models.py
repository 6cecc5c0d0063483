import json

from pydantic import ConfigDict, StrictBool, StrictFloat, StrictInt, StrictStr, create_model
from typing import Literal, Union

KINDS = {
    "string": StrictStr,
    "integer": StrictInt,
    "number": Union[StrictInt, StrictFloat],
    "boolean": StrictBool,
    "array": list,
    "object": dict,
}


def model_of(name, schema):
    fields = {}
    for field, rule in schema["properties"].items():
        kind = Literal[tuple(rule["enum"])] if "enum" in rule else KINDS[rule["type"]]
        fields[field] = (kind, ... if field in schema.get("required", ()) else None)
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)


def dispatch(message, tools, schemas):
    messages = []
    for call in message.get("tool_calls") or ():
        name = call["function"]["name"]
        try:
            checked = model_of(name, schemas[name]).model_validate_json(call["function"]["arguments"])
            content = tools[name](**checked.model_dump(exclude_unset=True))
        except KeyError:
            content = {"error": f"unknown tool {name!r}"}
        except Exception as problem:
            content = {"error": str(problem)}
        messages.append({"tool_call_id": call["id"], "role": "tool", "content": json.dumps(content)})
    return messages
