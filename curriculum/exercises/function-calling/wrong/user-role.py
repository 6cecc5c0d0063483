import json

TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}


def dispatch(message, tools, schemas):
    answers = []
    for call in message.get("tool_calls") or []:
        name = call["function"]["name"]
        try:
            if name not in tools:
                raise ValueError("no such tool")
            arguments = json.loads(call["function"]["arguments"])
            check(arguments, schemas[name])
            result = tools[name](**arguments)
        except Exception as error:
            result = {"error": repr(error)}
        answers.append({"role": "user", "tool_call_id": call["id"], "content": json.dumps(result)})
    return answers


def check(arguments, schema):
    if not isinstance(arguments, dict):
        raise ValueError("not an object")
    for name in schema.get("required", []):
        if name not in arguments:
            raise ValueError("missing " + name)
    for name, value in arguments.items():
        if name not in schema["properties"]:
            raise ValueError("unknown " + name)
        rule = schema["properties"][name]
        if not isinstance(value, TYPES[rule["type"]]) or (isinstance(value, bool) and rule["type"] != "boolean"):
            raise ValueError("wrong type of " + name)
        if "enum" in rule and value not in rule["enum"]:
            raise ValueError("wrong value of " + name)
