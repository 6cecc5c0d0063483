"""Texts of one to four bytes per character, whole and broken, drawn anew each time."""

import re

ASCII = "abcdefghijklmnopqrstuvwxyz ,.!?\n\t0123456789"
LATIN = "éüñßøåçÿ"
CHINESE = "学习模型语言文本字符词元茶"
EMOJI = "🍵🙂🚀🎈🐼"
FORMS = ["e\u0301", "é", "ﬁ", "Ａ", "한", "\u1112\u1161\u11ab"]  # NFC or NFKC would change four of them


def make_cases(rng):
    def some(letters, count):
        return "".join(letters[i] for i in rng.integers(0, len(letters), count))

    def one(letters):
        return list(some(letters, 1).encode())

    forms = "".join(FORMS[i] for i in rng.permutation(len(FORMS)))
    three, four, head = one(CHINESE), one(EMOJI), list(some(ASCII, 4).encode())
    return {
        "ascii": some(ASCII, 20),
        "latin": some(LATIN, 5) + some(ASCII, 3),
        "chinese": some(CHINESE, 6) + "，" + some(ASCII, 4),
        "emoji": some(EMOJI, 3) + some(ASCII, 2),
        "forms": f"  {some(ASCII, 2)}{forms}\r\n\x00 ",
        "mixed": some(ASCII, 5) + some(EMOJI, 2) + some(CHINESE, 3) + some(LATIN, 2),
        "truncated": [[*head, *three, *three[:2]], [*head, *three[:1]], [*four, *four[:3]]],
        "middle": [[*head, *three[:2], *head], [*three, 0xFF, *four], [*four[1:], *three, *head]],
    }


def observe(module, inputs, device):
    def ids_of(name):
        return list(module.to_bytes_ids(inputs[name]))

    def text_of(name):
        return module.from_bytes_ids(list(inputs[name].encode()))

    def repaired(name):
        """How many U+FFFD stand for one broken part is left open."""
        found = [module.from_bytes_ids(list(ids)) for ids in inputs[name]]
        return [re.sub("\ufffd+", "\ufffd", text) for text in found]

    def plain_list():
        found = module.to_bytes_ids(inputs["mixed"])
        return {"a list": type(found) is list, "plain integers": all(type(at) is int for at in found)}

    def joined():
        whole = inputs["mixed"].encode()
        parts = [ids_of("chinese"), ids_of("emoji"), ids_of("latin")]
        return [ids_of("mixed") == list(whole), module.from_bytes_ids(sum(parts, []))]

    def round_trip():
        names = ("ascii", "latin", "chinese", "emoji", "forms", "mixed")
        texts = [*(inputs[name] for name in names), "\ufeff" + inputs["mixed"]]
        return [module.from_bytes_ids(module.to_bytes_ids(text)) == text for text in texts]

    return {
        "ascii": lambda: ids_of("ascii"),
        "plain-list": plain_list,
        "accents": lambda: ids_of("latin"),
        "chinese": lambda: ids_of("chinese"),
        "emoji": lambda: ids_of("emoji"),
        "forms": lambda: ids_of("forms"),
        "decode": lambda: [text_of(name) for name in ("ascii", "latin", "chinese", "emoji")],
        "decode-forms": lambda: text_of("forms"),
        "joined": joined,
        "round-trip": round_trip,
        "truncated": lambda: repaired("truncated"),
        "middle": lambda: repaired("middle"),
        "empty": lambda: [list(module.to_bytes_ids("")), module.from_bytes_ids([])],
    }
