import re
from collections.abc import Callable


def react(llm: Callable[[str], str], tools: dict[str, Callable[[str], object]], question: str, max_steps: int) -> dict:
    """Let a model think and call tools until it gives a final answer, or max_steps replies have been used up.

    Only the program writes observations. Whatever goes wrong becomes an observation that begins with "Error".
    """
    transcript = f"Question: {question}\n"
    for step in range(1, max_steps + 1):
        reply = counted(llm(transcript))
        transcript += "\n".join(reply) + "\n"
        last = reply[-1] if reply else ""
        if last.startswith("Final Answer:"):
            answer = last.removeprefix("Final Answer:").strip()
            return {"answer": answer, "steps": step, "transcript": transcript}
        transcript += f"Observation: {observation(last, tools)}\n"
    return {"answer": None, "steps": max_steps, "transcript": transcript}


def counted(reply: str) -> list[str]:
    """The lines of a reply up to its first decision; what a model writes after it, or as an observation, is made up."""
    lines = []
    for line in reply.splitlines():
        if line.startswith("Observation:"):
            break
        lines.append(line)
        if line.startswith(("Action:", "Final Answer:")):
            break
    return lines


def observation(line: str, tools: dict[str, Callable[[str], object]]) -> str:
    """Do what a line "Action: name[input]" says and return what came of it, in words."""
    action = re.fullmatch(r"Action:([^\[]*)\[(.*)\]\s*", line)
    if action is None:
        return "Error: expected a line Action: name[input] or Final Answer: ..."
    name, text = action[1].strip(), action[2].strip()
    if name not in tools:
        return f"Error: there is no tool {name}; there are {', '.join(tools)}"
    try:
        return str(tools[name](text))
    except Exception as error:
        return f"Error: {type(error).__name__}: {error}"
