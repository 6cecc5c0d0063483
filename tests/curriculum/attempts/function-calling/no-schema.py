import json


def dispatch(message, tools, schemas):
    def handle(call):
        function = call["function"]
        try:
            result = tools[function["name"]](**json.loads(function["arguments"]))
        except Exception as e:
            result = {"error": "failed: " + type(e).__name__}
        return {"content": json.dumps(result), "role": "tool", "tool_call_id": call["id"]}

    return list(map(handle, message.get("tool_calls") or ()))
