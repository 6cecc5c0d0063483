"""Made-up reviews in several formats; data that holds braces, field names, newlines and white space."""


def make_cases(rng):
    words = ["".join(chr(97 + int(i)) for i in rng.permutation(26)[:5]) for _ in range(60)]

    def text(count=3):
        return " ".join(words.pop() for _ in range(count))

    def pairs(count):
        return [{"text": text(), "label": words[i]} for i in range(count)]

    code = "f = {x: {text}, label: {}}"
    return {
        "instruction": f"Classify each review as {text(1)} or {text(1)}.",
        "fmt": "Review: {text}\nLabel: {label}",
        "examples": pairs(3),
        "query": {"text": text()},
        "json fmt": 'Input: {text}\nOutput: {"label": "{label}", "ok": true}',
        "brace fmt": '{0}, {1st}, { text }, {text!r}, {a-b}, {}, {text: {text}\nOutput: {"label": "{label}"}',
        "two fields": "{Question_2} ({source})\n=> {answer}.",
        "padded fmt": "\n  Review: {text}\nLabel: \n\t{label} \n",
        "padded instruction": f"  Be brief.\n- {text(1)}\n",
        "asked": [{"Question_2": text(), "source": text(1), "answer": text(1)} for _ in range(2)],
        "ask": {"Question_2": text(), "source": text(1)},
        "braces": [{"text": code + text(1), "label": "{positive}"}, {"text": "}{ {0} {{text}} {label}", "label": text(1)}],
        "braces query": {"text": f"what is {{label}} in {{{text(1)}}} or {{}}?"},
        "spaced": [{"text": f"  {text()}\n\n {text(1)}  ", "label": f" C:\\new\\1 {text(1)}  "}],
        "spaced query": {"text": f"\t{text()}\n{text(1)}"},
        "secret": text(1),
    }


def observe(module, inputs, device):
    instruction, fmt, examples, query = (inputs[name] for name in ("instruction", "fmt", "examples", "query"))

    def outcome(*arguments):
        try:
            return module.few_shot(*arguments)
        except Exception as error:
            return f"raises {type(error).__name__}"

    def some(count):
        return module.few_shot(instruction, [dict(example) for example in examples[:count]], dict(query), fmt)

    def braces():
        return {
            "in the examples": outcome(instruction, inputs["braces"], query, fmt),
            "in the query": outcome(instruction, examples, inputs["braces query"], fmt),
            "in the instruction": outcome('Answer as {"label": ...}, {text}, {label} or {}.', examples[:1], query, fmt),
        }

    def white_space():
        padded = inputs["padded instruction"], examples[:2], query, inputs["padded fmt"]
        return {
            "in the data": outcome(instruction, inputs["spaced"], inputs["spaced query"], fmt),
            "in instruction and fmt": outcome(*padded),
        }

    def formats():
        found = [outcome(instruction, examples[:2], query, inputs[name]) for name in ("json fmt", "brace fmt")]
        failed = str(found[1]).startswith("raises ")  # with what depends on which of the braces is read first
        return [found[0], "raises" if failed else found[1]]

    def leak():
        known = {**query, "label": inputs["secret"]}
        return {"prompt": some(2) == outcome(instruction, examples[:2], known, fmt), "text": outcome("", [], known, fmt)}

    def missing():
        bare = [{"text": "no label here"}]
        return {
            "in an example": outcome(instruction, bare, query, fmt),
            "in the query": outcome(instruction, examples, {"label": "?"}, fmt),
        }

    def input_kept():
        mine, asked = [dict(example) for example in examples], {**query, "label": inputs["secret"]}
        module.few_shot(instruction, mine, asked, fmt)
        return [mine == examples, asked == {**query, "label": inputs["secret"]}]

    return {
        "one": lambda: some(1),
        "several": lambda: some(3),
        "zero-shot": lambda: some(0),
        "no-instruction": lambda: module.few_shot("", examples, query, fmt),
        "other-fields": lambda: outcome(instruction, inputs["asked"], inputs["ask"], inputs["two fields"]),
        "json": formats,
        "braces": braces,
        "white-space": white_space,
        "leak": leak,
        "missing": missing,
        "input-kept": input_kept,
    }
