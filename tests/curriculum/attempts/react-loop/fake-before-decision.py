def react(llm, tools, question, max_steps):
    t = f"Question: {question}\n"
    for step in range(1, max_steps + 1):
        kept, decision = [], None
        for line in llm(t).splitlines():
            kept.append(line)
            if line.startswith(("Action:", "Final Answer:")):
                decision = line
                break
        t += "".join(line + "\n" for line in kept)
        if decision and decision.startswith("Final Answer:"):
            return {"answer": decision[len("Final Answer:") :].strip(), "steps": step, "transcript": t}
        t += "Observation: " + act(decision, tools) + "\n"
    return {"answer": None, "steps": max_steps, "transcript": t}


def act(decision, tools):
    if decision is None:
        return "Error: say Action: or Final Answer:"
    call = decision[len("Action:") :].strip()
    i, j = call.find("["), call.rfind("]")
    if i < 1 or j < i or call[j + 1 :].strip():
        return "Error: write Action: name[input]"
    name = call[:i].strip()
    if name not in tools:
        return f"Error: no tool {name}"
    try:
        return str(tools[name](call[i + 1 : j]))
    except Exception as e:
        return f"Error: {e!r}"
