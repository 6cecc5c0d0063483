import json
import numbers


class Refused(Exception):
    pass


class Checker:
    kinds = {
        "string": str,
        "integer": numbers.Integral,
        "number": numbers.Real,
        "boolean": bool,
        "array": list,
        "object": dict,
    }

    def __init__(self, schema):
        self.properties, self.required = schema["properties"], set(schema.get("required", ()))

    def __call__(self, given):
        if not isinstance(given, dict) or self.required - set(given) or set(given) - set(self.properties):
            raise Refused("names")
        for key in given:
            if not isinstance(given[key], self.kinds[self.properties[key]["type"]]):
                raise Refused(f"type of {key}")
            if given[key] not in self.properties[key].get("enum", [given[key]]):
                raise Refused(f"value of {key}")
        return given


def dispatch(message, tools, schemas):
    replies = []
    for call in message.get("tool_calls") or []:
        reply = dict(role="tool", tool_call_id=call["id"])
        wanted = call["function"]
        try:
            given = Checker(schemas[wanted["name"]])(json.loads(wanted["arguments"]))
            reply["content"] = json.dumps(tools[wanted["name"]](**given))
        except BaseException as problem:
            reply["content"] = json.dumps({"error": type(problem).__name__})
        replies.append(reply)
    return replies
