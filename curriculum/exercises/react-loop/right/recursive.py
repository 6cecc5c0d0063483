import re
import traceback

DECISION = re.compile(r"^(Action|Final Answer):[ ]*(.*)$", re.M)


def react(llm, tools, question, max_steps):
    return go_on(llm, tools, "Question: " + question + "\n", 0, max_steps)


def go_on(llm, tools, so_far, done, most):
    if done == most:
        return {"transcript": so_far, "steps": done, "answer": None}
    reply = re.split(r"^Observation:", llm(so_far), maxsplit=1, flags=re.M)[0]
    found = DECISION.search(reply)
    if found is None:
        return go_on(llm, tools, f"{so_far}{reply.rstrip()}\nObservation: Error: I cannot read this.\n", done + 1, most)
    so_far += reply[: found.end()] + "\n"
    if found[1] == "Final Answer":
        return {"transcript": so_far, "steps": done + 1, "answer": found[2].strip()}
    return go_on(llm, tools, so_far + "Observation: " + attempt(tools, found[2]) + "\n", done + 1, most)


def attempt(tools, call):
    try:
        name, argument = re.match(r"(.*?)\[(.*)\]", call).groups()
        return str(tools[name.strip()](argument))
    except Exception:
        return "Error:\n" + traceback.format_exc()
