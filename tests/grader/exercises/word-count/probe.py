def make_cases(rng):
    words = ["apple", "pear", "plum", "词", "fig"]
    return {"text": " ".join(words[int(i)] for i in rng.integers(0, 5, 30))}


def observe(module, inputs, device):
    text = inputs["text"]
    return {
        "counts": lambda: module.word_count(text),
        "empty": lambda: module.word_count(""),
        "total": lambda: sum(module.word_count(text).values()),
    }
