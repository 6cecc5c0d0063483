from itertools import takewhile


class Agent:
    def __init__(self, llm, tools):
        self.llm = llm
        self.tools = tools

    def think(self, question):
        lines = []
        for line in takewhile(lambda x: not x.startswith("Observation:"), self.llm(question).splitlines()):
            lines += [line]
            if line.startswith("Action:") or line.startswith("Final Answer:"):
                return lines
        return lines

    def act(self, action):
        if not (action.startswith("Action:") and "[" in action and action.rstrip().endswith("]")):
            return "Error: what do you mean?"
        name, _, argument = action[7:].rstrip()[:-1].partition("[")
        tool = self.tools.get(name.strip())
        if not tool:
            return "Error: unknown tool"
        try:
            return tool(argument)
        except BaseException as problem:
            return f"Error: {problem}"


def react(llm, tools, question, max_steps):
    agent = Agent(llm, tools)
    prompt = f"Question: {question}\n"
    history = prompt
    steps = 0
    while steps < max_steps:
        steps += 1
        lines = agent.think(prompt)
        history += "".join(f"{line}\n" for line in lines)
        if lines and lines[-1].startswith("Final Answer:"):
            return {"answer": lines[-1][13:].strip(), "steps": steps, "transcript": history}
        history += f"Observation: {agent.act(lines[-1] if lines else '')}\n"
    return {"answer": None, "steps": steps, "transcript": history}
