import json


def fits(value, rule):
    kind = rule["type"]
    if kind == "boolean":
        return value is True or value is False
    if value is True or value is False:
        return False
    python = {"string": str, "integer": int, "number": (float, int), "array": list, "object": dict}[kind]
    return isinstance(value, python) and ("enum" not in rule or value in rule["enum"])


def dispatch(message, tools, schemas):
    messages = []
    for call in message.get("tool_calls") or []:
        name, text = call["function"]["name"], call["function"]["arguments"]
        content = {"error": f"cannot call {name} with {text}"}
        try:
            given = json.loads(text)
            schema = schemas.get(name)
            if schema and name in tools and isinstance(given, dict):
                known = schema["properties"]
                if all(key in given for key in schema.get("required", [])):
                    if all(key in known and fits(value, known[key]) for key, value in given.items()):
                        content = tools[name](**given)
        except Exception as problem:
            content = {"error": f"{name}: {problem}"}
        messages.append({"role": "tool", "tool_call_id": call["id"], "content": f"{content}"})
    return messages
