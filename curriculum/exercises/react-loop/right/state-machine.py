class Run:
    """Reads the model's lines one at a time, in the manner of a small machine."""

    def __init__(self, llm, tools, question):
        self.llm, self.tools = llm, tools
        self.written = [f"Question: {question}"]

    def text(self):
        return "\n".join(self.written) + "\n"

    def step(self):
        for line in self.llm(self.text()).split("\n"):
            if line.startswith("Observation:"):
                break
            self.written.append(line)
            head, _, rest = line.partition(":")
            if head == "Final Answer":
                return rest.strip()
            if head == "Action":
                self.written.append("Observation: " + self.act(rest))
                return None
        self.written.append("Observation: Error - neither an action nor an answer")
        return None

    def act(self, words):
        words = words.strip()
        try:
            start, end = words.index("["), words.rindex("]")
            return f"{self.tools[words[:start].strip()](words[start + 1 : end])}"
        except Exception as problem:
            return f"Error ({problem!r})"


def react(llm, tools, question, max_steps):
    run = Run(llm, tools, question)
    for number in range(max_steps):
        answer = run.step()
        if answer is not None:
            return dict(answer=answer, steps=number + 1, transcript=run.text())
    return dict(answer=None, steps=max_steps, transcript=run.text())
