import json


def problem_with(arguments, schema):
    """Return what is wrong, or None."""
    if type(arguments) is not dict:
        return "the arguments are no object"
    allowed = schema["properties"]
    for name in schema["required"]:
        if name not in arguments:
            return f"{name} is missing"
    for name, value in arguments.items():
        if name not in allowed:
            return f"{name} is not known"
        kind = allowed[name]["type"]
        fine = {
            "string": type(value) is str,
            "integer": type(value) is int,
            "number": type(value) in (int, float),
            "boolean": type(value) is bool,
            "array": type(value) is list,
            "object": type(value) is dict,
        }[kind]
        if not fine:
            return f"{name} should be {kind}"
        if value not in allowed[name].get("enum", [value]):
            return f"{name} may not be {value}"
    return None


def dispatch(message, tools, schemas):
    out = []

    def say(call, content):
        out.append(
            {"role": "tool", "tool_call_id": call["id"], "name": call["function"]["name"], "content": content}
        )

    for call in message.get("tool_calls", []) or []:
        tool = tools.get(call["function"]["name"])
        if tool is None:
            say(call, '{"error": "no such tool"}')
            continue
        try:
            arguments = json.JSONDecoder().decode(call["function"]["arguments"])
        except json.JSONDecodeError as bad:
            say(call, json.dumps({"error": bad.msg}))
            continue
        problem = problem_with(arguments, schemas[call["function"]["name"]])
        if problem:
            say(call, json.dumps({"error": problem}))
            continue
        try:
            say(call, json.dumps(tool(**arguments)))
        except Exception as failure:
            say(call, json.dumps({"error": repr(failure)}))
    return out
