"""Whom bpe-encoding agrees with."""

import json
import random
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """The BPE model of tokenizers, with merges that it learnt and with merges in another order."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    alphabet = "abcdef学"

    def word(longest: int) -> str:
        return "".join(random.choice(alphabet) for _ in range(random.randint(1, longest)))

    def same(merges: list[tuple[str, str]], words: list[str]) -> None:
        vocabulary = [*alphabet, *dict.fromkeys(left + right for left, right in merges)]
        model = models.BPE({token: at for at, token in enumerate(vocabulary)}, merges)
        theirs = Tokenizer(model)
        for text in words:
            assert solution.bpe_encode(text, merges) == theirs.encode(text).tokens

    for _ in range(10):
        learner = Tokenizer(models.BPE())
        learner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
        trainer = trainers.BpeTrainer(vocab_size=40, show_progress=False)
        learner.train_from_iterator([word(8) for _ in range(200)], trainer)
        merges = [tuple(pair) for pair in json.loads(learner.to_str())["model"]["merges"]]
        same(merges, [word(30) for _ in range(40)])
    same([("b", "c"), ("a", "b"), ("ab", "c")], ["abc", "abcd", "abab"])
    same([("abc", "d"), ("ab", "c"), ("a", "b")], ["abc", "abcd", "fabcdf"])
    same([("a", "a"), ("aa", "aa")], ["a" * length for length in range(10)])
