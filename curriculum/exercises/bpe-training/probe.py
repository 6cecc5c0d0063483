"""Small corpora with one trap each and letters drawn anew, and a larger one where all the rules meet."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MORE = "学习模型éü茶"


def make_cases(rng):
    def number(low, high):
        return int(rng.integers(low, high))

    def letters(count):
        return [LETTERS[i] for i in rng.permutation(len(LETTERS))[:count]]

    def ordered(count):
        return sorted(letters(count))

    s, e, a, t = letters(4)
    seat, eat, tea, few = number(60, 70), number(40, 50), number(20, 25), number(10, 15)
    p, q, x, y, z, w = letters(6)
    b, c, d, f = ordered(4)
    tied = number(5, 9)
    pool = letters(5) + [MORE[i] for i in rng.permutation(len(MORE))[:2]]
    many = {}
    while len(many) < 14:
        word = "".join(pool[i] for i in rng.integers(0, len(pool), number(2, 8)))
        many[word] = number(1, 40)
    return {
        "one": [{s + e + a + t: seat, e + a + t: eat, t + e + a: tea, s + e + t: few}, 1],
        "several": [{s.upper() + e + a + t: seat, e + a + t: eat, t + e + a: tea, s.upper() + e + t: few}, 4],
        "weights": [{p + q + x: 1, x + y: number(20, 30), p + q + z: 2, p + q + w: 3, z + w: number(10, 15)}, 3],
        "borders": [{x: 9, y: 8, z: 7, p + q: number(2, 5), w: 6}, 4],
        "left": [{x + p: 50, x + p + q: number(5, 9), p + q: 30}, 3],
        "right": [{p + q: 50, x + p + q: number(5, 9), x + p: 30}, 3],
        "triple": [{x * 3: 10, y + z: number(12, 18), w + z: 5}, 4],
        "twice": [{x + y + x + y: 10, z + w: number(12, 18)}, 3],
        "odd": [{x * 5: 10, p + x * 3: 2}, 3],
        "ties": [{b + c: tied, d + c: tied, d + f: tied, c + b: tied}, 4],
        "joined-ties": [{c + d: 90, b + c: 80, b + c + d: tied, b + c + b: tied}, 4],
        "rare": [{p + q: 1, x + y: 2, z + w: 3}, 3],
        "exhausted": [{x + y + z: 4, p + q: 3, w: 2}, 10],
        "none": [{x + y + z: 4, p + q: 3}, 0],
        "many": [many, 16],
    }


def observe(module, inputs, device):
    def merges(*names):
        return [plain(module.train_bpe(dict(inputs[name][0]), inputs[name][1])) for name in names]

    def plain(found):
        """A pair may be a tuple or a list."""
        return [tuple(pair) if isinstance(pair, list) else pair for pair in found]

    def input_kept():
        words, count = dict(inputs["several"][0]), inputs["several"][1]
        module.train_bpe(words, count)
        return words == inputs["several"][0] and list(words) == list(inputs["several"][0])

    return {
        "first": lambda: merges("one"),
        "frequency": lambda: merges("weights"),
        "recount": lambda: merges("several"),
        "borders": lambda: merges("borders"),
        "symbols": lambda: merges("left", "right"),
        "repeats": lambda: merges("triple", "twice", "odd"),
        "ties": lambda: merges("ties", "joined-ties"),
        "rare": lambda: merges("rare"),
        "exhausted": lambda: merges("exhausted"),
        "nothing": lambda: [*merges("none"), plain(module.train_bpe({}, 3))],
        "many": lambda: merges("many"),
        "input-kept": input_kept,
    }
