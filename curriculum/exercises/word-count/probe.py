"""Texts drawn anew each time; every mistake about words, case or memory changes at least one count."""

import linecache
from types import ModuleType

WORDS = ["cat", "dog", "tree", "river", "model", "token", "loss", "layer"]


def make_cases(rng):
    def some(count):
        return [WORDS[i] for i in rng.integers(0, len(WORDS), count)]

    first, second = (WORDS[i] for i in rng.permutation(len(WORDS))[:2])
    gaps = ["\n", "\t", ", ", ". ", " - ", "... ", "  ", "!", "; ", "/"]
    mixed = [word + gaps[i] for word, i in zip(some(30), rng.integers(0, len(gaps), 30))]
    cased = [[str.lower, str.upper, str.capitalize][i](word) for word, i in zip(some(20), rng.integers(0, 3, 20))]
    return {
        "plain": " ".join([first, first, second, *some(12)]),
        "separators": f"'{first}.{second}' isn't {second}\n\n" + "".join(mixed) + f"({first})",
        "inside": f"{first} {first}s re{first} {second}_{first} {second}{second} {first}",
        "cased": " ".join([first, first.upper(), first.capitalize(), second.capitalize(), *cased]),
        "unicode": f"学习 naïve {first} 学习, 机器学习 x{rng.integers(10, 99)} 2026 Éclair éclair 2026 学习_2",
        "blank": " \n\t ... ",
        "other": " ".join([second, *some(5)]),
    }


def observe(module, inputs, device):
    # A fresh copy of the module for each observation: what one call leaves behind shows in second-call only.
    fresh = ModuleType(module.__name__)
    source = "".join(linecache.getlines(module.__file__))
    exec(compile(source, module.__file__, "exec"), vars(fresh))

    def count(name, **options):
        return fresh.word_count(inputs[name], **options)

    def second_call():
        count("plain")
        return count("other")

    return {
        "plain": lambda: count("plain"),
        "separators": lambda: count("separators"),
        "inside": lambda: count("inside"),
        "lower-case": lambda: count("cased"),
        "case-kept": lambda: count("cased", lower=False),
        "unicode": lambda: count("unicode"),
        "empty": lambda: [fresh.word_count(""), count("blank")],
        "second-call": second_call,
    }
