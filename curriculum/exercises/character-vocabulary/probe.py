"""Texts of letters, spaces, Chinese and emoji, drawn anew; every rule of the vocabulary changes an observation.

Only the check "order" looks at the ids of characters; the others see tokens, so that each mistake shows in its own place.
"""

import linecache
from collections import Counter
from types import ModuleType

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHERS = "学习模型语言文本字符词元茶é🍵🙂🚀"
PLAIN = ["<pad>", "<unk>"]
MORE = ["<pad>", "<bos>", "<eos>", "<unk>"]  # <unk> is not 1 here


def make_cases(rng):
    letters = [LETTERS[i] for i in rng.permutation(len(LETTERS))]
    others = [OTHERS[i] for i in rng.permutation(len(OTHERS))]
    pool = letters[:14] + others[:6] + ["\n", "<", ">"]
    first = "".join(pool[i] for i in rng.permutation(len(pool)))
    some = [pool[i] for i in rng.integers(0, len(pool), 30)]
    second = "".join(some[:15]) + "  " + "".join(some[15:]) + " pad"
    a, b, c, d, e, f = letters[20:26]
    counted = [a * 3 + b * 2 + c, b + c + d, d * 2 + f + e, e + f * 3]  # a 3, b 3, c 2, d 3, e 2, f 4
    return {
        "texts": [first, second],
        "covered": "  " + second[3:12] + "\n" + first[::-1] + " ",
        "literal": "<pad>" + first[:3] + "<pad>",
        "counted": counted,
        "unseen": second[:4] + letters[30] + others[7] + second[4:6] + letters[31],
        "second": [letters[33] + letters[32], letters[33]],
    }


def observe(module, inputs, device):
    # A fresh copy of the module for each observation: what one vocabulary leaves behind shows in few checks only.
    fresh = ModuleType(module.__name__)
    source = "".join(linecache.getlines(module.__file__))
    exec(compile(source, module.__file__, "exec"), vars(fresh))
    texts = list(inputs["texts"])

    def made(texts=texts, specials=PLAIN, **options):
        return fresh.Vocab(list(texts), list(specials), **options)

    def characters(vocab, specials=PLAIN):
        return sorted(token for token in dict(vocab.stoi) if token not in specials)

    def tokens(vocab, ids):
        token_of = {at: token for token, at in dict(vocab.stoi).items()}
        return [token_of.get(at, "no such id") for at in list(ids)]

    def ids_of(vocab, tokens):
        table = dict(vocab.stoi)
        return [int(table[token]) for token in tokens]

    def specials():
        return [{token: dict(made(specials=some).stoi).get(token) for token in some} for some in (PLAIN, MORE)]

    def order():
        table = dict(made().stoi)
        counts = Counter("".join(texts))
        chars = sorted((token for token in table if token not in PLAIN), key=table.get)
        pairs = list(zip(chars, chars[1:]))
        by_point = all(a < b for a, b in pairs)
        seen = list(dict.fromkeys("".join(texts)))
        return {
            "every id once, from 0": sorted(table.values()) == list(range(len(table))),
            "by code point": by_point,
            "by frequency": all(counts[a] >= counts[b] for a, b in pairs),
            "as first seen": chars == [char for char in seen if char in table],
            "as a set iterates": not by_point and like_a_set(pairs),
        }

    def like_a_set(pairs):
        """A set goes through its table by the lowest bits of the hashes; few neighbours are out of that order."""
        out_of_order = [sum(hash(a) & mask > hash(b) & mask for a, b in pairs) for mask in (63, 127, 255)]
        return min(out_of_order) <= len(pairs) // 4

    def min_freq():
        return [characters(made(inputs["counted"], min_freq=least)) for least in (1, 2, 3, 4, 5)]

    def encoded():
        vocab = made()
        ids = vocab.encode(inputs["covered"])
        return {"tokens": tokens(vocab, ids), "plain integers": all(type(at) is int for at in ids)}

    def round_trip():
        vocab = made()
        return vocab.decode(vocab.encode(inputs["covered"]))

    def unknown():
        found = []
        for some in (PLAIN, MORE):
            vocab = made(specials=some)
            found.append(tokens(vocab, vocab.encode(inputs["unseen"])))
        return found

    def padding():
        vocab = made()
        text = inputs["covered"][2:6]
        return vocab.decode(ids_of(vocab, [*text, "<pad>", "<pad>"])), vocab.decode(ids_of(vocab, ["<pad>", *text]))

    def other_specials():
        vocab = made(specials=MORE)
        text = inputs["covered"][2:6]
        return vocab.decode(ids_of(vocab, ["<bos>", *text, "<unk>", "<eos>"]))

    def literal():
        vocab = made()
        ids = vocab.encode(inputs["literal"])
        return {"tokens": tokens(vocab, ids), "text": vocab.decode(ids)}

    def empty():
        vocab, bare = made(), made([])
        return [list(vocab.encode("")), vocab.decode([]), sorted(dict(bare.stoi)), tokens(bare, bare.encode("ab"))]

    def two():
        given = list(PLAIN)
        first = fresh.Vocab(list(texts), given)
        second = fresh.Vocab(list(inputs["second"]), given)
        text = first.decode(first.encode(inputs["covered"][2:6]))
        return [characters(second), len(dict(first.stoi)), text, given]

    return {
        "characters": lambda: characters(made()),
        "specials": specials,
        "order": order,
        "encode": encoded,
        "round-trip": round_trip,
        "unknown": unknown,
        "min-freq": min_freq,
        "padding": padding,
        "other-specials": other_specials,
        "literal": literal,
        "empty": empty,
        "two": two,
    }
