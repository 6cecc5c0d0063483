"""Whom bpe-training agrees with."""

import json
import random
from collections import Counter
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """The trainer of tokenizers. It settles ties in its own way, so merges are compared up to the first tie."""
    compared = 0
    for _ in range(20):
        words = {"".join(random.choice("abcde学") for _ in range(random.randint(2, 9))): 0 for _ in range(25)}
        words = {word: random.randint(1, 300) for word in words}
        words["aaa"] = 307
        ours = solution.train_bpe(words, 12)
        clear = untied(words, ours)
        assert ours[:clear] == theirs(words, 12)[:clear]
        compared += clear
    assert compared > 100


def theirs(words: dict[str, int], num_merges: int) -> list[tuple[str, str]]:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    size = len(set("".join(words))) + num_merges
    trainer = trainers.BpeTrainer(vocab_size=size, show_progress=False)
    tokenizer.train_from_iterator([" ".join([word] * freq) for word, freq in words.items()], trainer)
    return [tuple(pair) for pair in json.loads(tokenizer.to_str())["model"]["merges"]]


def untied(words: dict[str, int], merges: list[tuple[str, str]]) -> int:
    """How many of the merges had the largest count alone."""
    split = {word: list(word) for word in words}
    for done, pair in enumerate(merges):
        counts: Counter[tuple[str, str]] = Counter()
        for word, symbols in split.items():
            for neighbours in zip(symbols, symbols[1:], strict=False):
                counts[neighbours] += words[word]
        if list(counts.values()).count(max(counts.values())) > 1:
            return done
        for symbols in split.values():
            for at in range(len(symbols)):
                if tuple(symbols[at : at + 2]) == pair:
                    symbols[at : at + 2] = ["".join(pair)]
    return len(merges)
