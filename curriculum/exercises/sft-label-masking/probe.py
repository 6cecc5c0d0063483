"""Five prompt and four answer tokens; pad and eos may share an id, and may occur in the prompt."""

KEYS = ("input_ids", "labels", "attention_mask")


def make_cases(rng):
    ids = [int(token) for token in rng.permutation(900)[:20] + 5]
    return {"prompt": ids[:5], "answer": ids[5:9], "longer": ids[9:16], "eos": ids[16], "pad": ids[17]}


def observe(module, inputs, device):
    prompt, answer, longer = inputs["prompt"], inputs["answer"], inputs["longer"]
    eos, pad = inputs["eos"], inputs["pad"]

    def build(prompt, answer, max_len, eos=eos, pad=pad):
        try:
            made = module.build_sft(list(prompt), list(answer), eos, max_len, pad)
        except ValueError:
            return {"error": "ValueError"}
        return {key: [int(token) for token in made[key]] for key in KEYS}  # lists, tuples, arrays and tensors alike

    def one(key):
        return build(prompt, answer, 14).get(key, "ValueError")

    def special_tokens():
        mixed = [prompt[0], eos, pad, answer[1], prompt[1], eos]
        return [build(mixed, [first, prompt[0], answer[1], pad], 15) for first in (answer[0], eos, answer[1])]

    def nothing_left():
        full = [build(longer, answer, length) for length in (7, 4)]
        return {
            "the prompt fills max_len, or more": ["ValueError" if "error" in made else "no error" for made in full],
            "one place is left": build(longer, answer, 8),
        }

    def inputs_kept():
        mine, yours = list(prompt), list(answer)
        module.build_sft(mine, yours, eos, 14, pad)
        return [mine, yours]

    return {
        "input-ids": lambda: one("input_ids"),
        "labels": lambda: one("labels"),
        "attention-mask": lambda: one("attention_mask"),
        "pad-is-eos": lambda: build(prompt, answer, 13, pad=eos),
        "special-tokens": special_tokens,
        "exact-fit": lambda: build(prompt, answer, 10),
        "truncated": lambda: [build(prompt, longer, 9), build(prompt, answer, 9), build(prompt, longer, 6)],
        "edges": lambda: [build([], answer, 7), build(prompt, [], 8)],
        "nothing-left": nothing_left,
        "inputs-kept": inputs_kept,
    }
