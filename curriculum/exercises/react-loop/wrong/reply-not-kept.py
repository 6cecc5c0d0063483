import re
from collections.abc import Callable


def react(llm: Callable[[str], str], tools: dict[str, Callable[[str], object]], question: str, max_steps: int) -> dict:
    transcript = f"Question: {question}\n"
    for step in range(1, max_steps + 1):
        reply = counted(llm(transcript))
        last = reply[-1] if reply else ""
        if last.startswith("Final Answer:"):
            answer = last.removeprefix("Final Answer:").strip()
            return {"answer": answer, "steps": step, "transcript": transcript}
        transcript += f"Observation: {observation(last, tools)}\n"
    return {"answer": None, "steps": max_steps, "transcript": transcript}


def counted(reply: str) -> list[str]:
    lines = []
    for line in reply.splitlines():
        if line.startswith("Observation:"):
            break
        lines.append(line)
        if line.startswith(("Action:", "Final Answer:")):
            break
    return lines


def observation(line: str, tools: dict[str, Callable[[str], object]]) -> str:
    action = re.fullmatch(r"Action:([^\[]*)\[(.*)\]\s*", line)
    if action is None:
        return "Error: expected a line Action: name[input] or Final Answer: ..."
    name, text = action[1].strip(), action[2]
    if name not in tools:
        return f"Error: there is no tool {name}; there are {', '.join(tools)}"
    try:
        return str(tools[name](text))
    except Exception as error:
        return f"Error: {type(error).__name__}: {error}"
