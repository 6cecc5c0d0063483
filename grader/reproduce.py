"""What a learner needs to see for themselves what a check saw: the same inputs, once they judge nobody any more."""

from typing import Any

from grader.cells import Case, noise_of
from grader.exercise import Exercise

SCRIPT = """\
# {title_zh} · {title_en}
# {check_zh} · {check_en}
#
# 把这一段接在你的代码后面运行（在 notebook 里就放进下一格），用的是这次评测的输入。
# Put this after your code and run both (in a notebook: in the next cell); the inputs are those of your attempt.

import random, sys, types

import numpy as np

probe = types.ModuleType("probe")  # what judges this exercise
source = {probe}

if "probe" not in sys.modules:  # a probe may load your code, and this with it, once more
    sys.modules["probe"] = probe
    try:
        exec(source, vars(probe))
        inputs = probe.make_cases(np.random.default_rng({seed}))
        if set(inputs) <= {{"inputs", "secrets"}} and "inputs" in inputs:
            inputs = inputs["inputs"]
        random.seed({noise})
        np.random.seed({noise} % (1 << 32))
        if "torch" in sys.modules:
            sys.modules["torch"].manual_seed({noise})
        print(probe.observe(sys.modules["__main__"], inputs, "cpu")[{name!r}]())
    finally:
        del sys.modules["probe"]
"""


def reproducible(case: Case, check: str) -> dict[str, Any]:
    """Return what a verdict carries about its first failed check; a seed in text, for it has more bits than a float."""
    return {"check": check, "seed": hex(case.seed), "call": case.calls.get(check, "")}


def script(exercise: Exercise, check: str, seed: int) -> str:
    """Return a program that makes the inputs of a case again and prints what a learner's code does in one check."""
    spec = exercise.spec
    titles = {"title": spec.title, "check": spec.check(check).title}
    words = {
        f"{key}_{lang}": " ".join(text.text()[lang].split()) for key, text in titles.items() for lang in ("zh", "en")
    }
    probe = quoted(exercise.files["probe.py"])
    return SCRIPT.format(probe=probe, seed=hex(seed), noise=noise_of(seed), name=check, **words)


def quoted(text: str) -> str:
    """Return Python for a text of many lines, readable where that is possible."""
    fence = "'''"
    odd = fence in text or text.endswith(("'", "\\")) or "\r" in text
    return repr(text) if odd else f"r{fence}\n{text}{fence}"
