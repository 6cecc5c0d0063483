import re


def react(llm, tools, question, max_steps):
    """Asks for the final answer first, wherever in the reply it stands."""
    log = ["Question: " + question]
    for n in range(max_steps):
        text = llm("\n".join(log) + "\n")
        final = re.search(r"^Final Answer:(.*)$", text, flags=re.MULTILINE)
        if final:
            log.append(text[: final.end()])
            return {"answer": final.group(1).strip(), "steps": n + 1, "transcript": "\n".join(log)}
        mine = []
        for line in text.split("\n"):
            if line.startswith("Observation:"):
                break
            mine.append(line)
            if line.startswith("Action:"):
                break
        log += mine
        try:
            name, rest = mine[-1].removeprefix("Action:").split("[", 1)
            if not mine[-1].startswith("Action:"):
                raise ValueError("no action")
            log.append(f"Observation: {tools[name.strip()](rest[: rest.rindex(']')])}")
        except Exception as e:
            log.append(f"Observation: Error: {e}")
    return {"answer": None, "steps": max_steps, "transcript": "\n".join(log)}
