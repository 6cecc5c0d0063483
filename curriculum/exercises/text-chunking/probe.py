"""Texts without repetition, so that every lost, doubled or moved character shows; endless loops are stopped."""

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
HANZI = "检索增强生成先把文档切成小段再向量化查询时找出最相近的几放进提示里交给模型回答"


class Endless(Exception):
    """Somebody goes round in circles."""


class Watched(str):
    """A text that counts how often it is asked; a loop that never ends is stopped."""

    asked = 0

    def _count(self):
        self.asked += 1
        if self.asked > 2000:
            raise Endless("the loop never ends")

    def __len__(self):
        self._count()
        return super().__len__()

    def __getitem__(self, index):
        self._count()
        return super().__getitem__(index)


def make_cases(rng):
    letters = "".join(LETTERS[i] for i in rng.permutation(len(LETTERS)))
    hanzi = "".join(HANZI[i] for i in rng.permutation(len(HANZI)))
    size = int(rng.integers(7, 10))
    overlap = int(rng.integers(2, 4))
    step = size - overlap
    spaced = " ".join(letters[at : at + 3] for at in range(0, 45, 3))
    return {
        "size": size,
        "overlap": overlap,
        "ragged": letters[: size + 4 * step + 1 + int(rng.integers(0, step - 1))],
        "full": letters[: size + 3 * step],  # the fourth piece ends where the text does
        "nearly": letters[: size + 3 * step - 1],
        "spaced": f"  {spaced}\n\n\t{letters[50:54]}  \n",
        "repeated": letters[:2] * 30,
        "hanzi": hanzi,
        "wide": f"a{hanzi[:4]}🍵b🙂{hanzi[4:9]}é\u0301𝒳c{hanzi[9:20]}🙂🙂d",
    }


def observe(module, inputs, device):
    size, overlap = inputs["size"], inputs["overlap"]

    def pieces(name, size=size, overlap=overlap):
        return cut(inputs[name], size, overlap)

    def cut(text, size, overlap):
        found = module.chunk(text, size, overlap)
        return [list(piece) if isinstance(piece, list | tuple) else piece for piece in found]

    def short():
        text = inputs["ragged"]
        return {
            "shorter than size": cut(text[: size - 2], size, overlap),
            "exactly size": cut(text[:size], size, overlap),
            "not longer than overlap": cut(text[:overlap], size, overlap),
            "one more than size": cut(text[: size + 1], size, overlap),
            "empty": cut("", size, overlap),
        }

    def extremes():
        return {
            "overlap 0": pieces("ragged", overlap=0),
            "overlap 0, an exact multiple": cut(inputs["ragged"][: 3 * size], size, 0),
            "overlap size - 1": pieces("ragged", overlap=size - 1),
            "size 1": cut(inputs["ragged"][:4], 1, 0),
            "more overlap than step": pieces("full", size=9, overlap=6),
        }

    def properties():
        found = {}
        for name in ("ragged", "spaced", "repeated", "wide"):
            text, got = inputs[name], pieces(name)
            found[name] = {
                "pieces are where they say": all(text[start:end] == piece for start, end, piece in got),
                "nothing is lost": "".join([got[0][2], *(piece[overlap:] for _, _, piece in got[1:])]) == text,
                "no piece is longer than size": all(len(piece) <= size for _, _, piece in got),
            }
        return found

    def outcome(size, overlap, text=inputs["ragged"]):
        try:
            found = module.chunk(Watched(text), size, overlap)
        except Endless:
            return "never ends"
        except MemoryError:
            raise
        except ValueError:
            return "ValueError"
        except Exception as error:
            return type(error).__name__
        return "no error, nothing returned" if isinstance(found, list) and not found else "no error"

    return {
        "ragged": lambda: pieces("ragged"),
        "last": lambda: {"ends with the text": pieces("full"), "one less": pieces("nearly")},
        "short": short,
        "extremes": extremes,
        "white-space": lambda: pieces("spaced"),
        "repeated": lambda: pieces("repeated"),
        "characters": lambda: {"Chinese": pieces("hanzi"), "mixed": pieces("wide")},
        "properties": properties,
        "refused": lambda: {
            "overlap = size": outcome(size, size),
            "overlap > size": outcome(size, size + 3),
            "overlap < 0": outcome(size, -2),
            "size 0": outcome(0, 0),
            "size < 0": outcome(-4, -6),
            "overlap > size, a short text": outcome(size, size + 3, inputs["ragged"][: size - 2]),
            "overlap > size, no text": outcome(size, size + 3, ""),
        },
        "kind": lambda: isinstance(module.chunk(inputs["full"], size, overlap), list),
    }
