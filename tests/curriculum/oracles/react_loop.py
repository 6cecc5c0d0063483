"""Whom react-loop agrees with."""

import random
from types import ModuleType
from typing import Any

LINES = (
    "Thought: hm",
    "Action: up[a]",
    "Action: up[a[0] b]",
    "Action: bad[x]",
    "Action: none[x]",
    "Action: up",
    "Observation: 7",
    "Final Answer: yes ",
    "words",
)


def agree(solution: ModuleType) -> None:
    """The statement's definition, spelled out for a closed set of lines, on random scripts."""
    for _ in range(500):
        script = [random.choices(LINES, k=random.randrange(4)) for _ in range(6)]
        most = random.randrange(1, 6)
        shown: list[str] = []
        calls: list[str] = []

        def up(text: str, calls: list[str] = calls) -> str:
            calls.append(text)
            return text.upper()

        def llm(prompt: str, shown: list[str] = shown, script: list[list[str]] = script) -> str:
            shown.append(prompt)
            return "\n".join(script[len(shown) - 1])

        found = solution.react(llm, {"up": up, "bad": lambda text: 1 / 0}, "Why?", most)
        wanted = by_table(script, most)
        assert (found["answer"], found["steps"]) == (wanted["answer"], wanted["steps"]), script
        assert lines(found["transcript"]) == wanted["lines"], (script, found)
        assert calls == wanted["calls"]
        assert all(found["transcript"].startswith(prompt) for prompt in shown)


def by_table(script: list[list[str]], most: int) -> dict[str, Any]:
    """What must happen, looked up line by line: the only two inputs that reach the tool are known."""
    seen: list[str] = ["Question: Why?"]
    calls: list[str] = []
    inputs = {"Action: up[a]": "a", "Action: up[a[0] b]": "a[0] b"}
    for step, reply in enumerate(script[:most], start=1):
        ends = [i for i, line in enumerate(reply) if line[0] in "AFO"]
        last = reply[ends[0]] if ends else ""
        seen += reply[: ends[0]] if ends else reply
        if last.startswith(("Action", "Final")):
            seen.append(last.rstrip())
        if last.startswith("Final"):
            return {"answer": "yes", "steps": step, "lines": seen, "calls": calls}
        if last in inputs:
            calls.append(inputs[last])
        seen.append(f"Observation: {inputs[last].upper()}" if last in inputs else "Observation: Error")
    return {"answer": None, "steps": most, "lines": seen, "calls": calls}


def lines(transcript: str) -> list[str]:
    found = [line.rstrip() for line in transcript.splitlines() if line.strip()]
    return ["Observation: Error" if line.startswith("Observation: Error") else line for line in found]
