import re


def react(llm, tools, question, max_steps):
    transcript = f"Question: {question}\n"
    for step in range(1, max_steps + 1):
        reply = re.split(r"^Observation:", llm(transcript), flags=re.MULTILINE)[0]
        found = re.search(r"(Action|Final Answer):(.*)", reply)
        if found:
            reply = reply[: found.end()]
        transcript += reply.rstrip("\n") + "\n"
        if found and found[1] == "Final Answer":
            return {"answer": found[2].strip(), "steps": step, "transcript": transcript}
        transcript += f"Observation: {observation(found, tools)}\n"
    return {"answer": None, "steps": max_steps, "transcript": transcript}


def observation(found, tools):
    call = found and re.fullmatch(r"([^\[]+)\[(.*)\]\s*", found[2])
    if not call:
        return "Error: no action"
    try:
        return str(tools[call[1].strip()](call[2]))
    except Exception as error:
        return f"Error: {error!r}"
