"""Whom character-vocabulary agrees with."""

import random
from types import ModuleType


def agree(solution: ModuleType) -> None:
    """The word-level model and trainer of tokenizers, with every character a word of its own."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

    specials = ["<pad>", "<bos>", "<unk>"]
    alphabet = "abcdeABC é学习模型🍵🙂,.<>"
    for least in (1, 2, 5):
        texts = ["".join(random.choice(alphabet) for _ in range(length)) for length in (9, 25, 14)]
        ours = solution.Vocab(texts, specials, least)
        theirs = Tokenizer(models.WordLevel(unk_token="<unk>"))
        theirs.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
        trainer = trainers.WordLevelTrainer(min_frequency=least, special_tokens=specials, show_progress=False)
        theirs.train_from_iterator(texts, trainer)
        assert set(theirs.get_vocab()) == set(ours.stoi)

        theirs.model = models.WordLevel(ours.stoi, unk_token="<unk>")  # they order by frequency, so lend them our ids
        text = "".join(random.choice(alphabet + "xyz茶") for _ in range(40))
        ids = ours.encode(text)
        assert ids == theirs.encode(text).ids
        padded = [*ids, 0, 0]
        names = [theirs.id_to_token(at) for at in padded]
        assert ours.decode(padded) == "".join(name for name in names if name != "<pad>")
        known = "".join(char for char in text if char in ours.stoi)
        assert ours.decode(ours.encode(known)) == known
