import re


def react(llm, tools, question, max_steps):
    c = f"Question: {question}\n"
    for i in range(max_steps):
        r = re.sub(r"(?ms)^Observation:.*", "", llm(c))
        m = re.search(r"(?m)^(Action|Final Answer):.*$", r)
        r = r[: m.end()] if m else r
        c += r.rstrip("\n") + "\n"
        if m and m[1] == "Final Answer":
            return {"answer": m[0].split(":", 1)[1].strip(), "steps": i + 1, "transcript": c}
        a = re.match(r"Action:\s*([^\[]+)\[(.*)\]", m[0]) if m else None
        if not a:
            c += "Observation: Error, bad format\n"
        elif a[1].strip() not in tools:
            c += "Observation: Error, no such tool\n"
        else:
            c += f"Observation: {tools[a[1].strip()](a[2])}\n"
    return {"answer": None, "steps": max_steps, "transcript": c}
