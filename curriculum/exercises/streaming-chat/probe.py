"""A scripted stream that notes what is asked of it; characters of one to four bytes, cut anywhere."""

import copy

END = b"<|im_end|>"


class Tokens:
    """An iterator with a close(), as clients of inference servers have; not a generator, so nothing closes by itself."""

    def __init__(self, tokens, log, breaks=False):
        self.tokens, self.log, self.breaks, self.at = list(tokens), log, breaks, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at == len(self.tokens):
            if self.breaks:
                raise ConnectionError("the server is gone")
            raise StopIteration
        self.log.append(f"token {self.at}")
        self.at += 1
        return self.tokens[self.at - 1]

    def close(self):
        if "closed" not in self.log:  # closing twice is allowed
            self.log.append("closed")


def make_cases(rng):
    words = ["".join(chr(97 + int(i)) for i in rng.permutation(26)[:5]) for _ in range(12)]
    characters = [chr(int(c)) for c in rng.integers(0x4E00, 0x9F00, 6)]
    emoji = [chr(int(c)) for c in rng.integers(0x1F600, 0x1F640, 2)]
    return {"words": words, "text": f"{characters[0]}é{characters[1]}{emoji[0]}{characters[2]}!", "last": characters[3]}


def observe(module, inputs, device):
    words, text, last = inputs["words"], inputs["text"], inputs["last"]
    plain = [f"{word} ".encode() for word in words[:5]]
    raw = text.encode()
    every_byte = [raw[i : i + 1] for i in range(len(raw))]
    in_twos = [raw[i : i + 2] for i in range(0, len(raw), 2)]
    history = [
        {"role": "user", "content": words[5], "metadata": None, "options": None},
        {"role": "assistant", "content": words[6], "metadata": {"title": None}, "options": None},
        {"role": "user", "content": words[7], "metadata": None, "options": None},
        {"role": "assistant", "content": words[8], "metadata": None, "options": None},
    ]

    def run(tokens, limit=99, history=history, take=None, breaks=False):
        """Read a reply, all of it or `take` pieces; return what was yielded, what was asked of the stream, and its end."""
        log, given = [], []

        def stream(messages):
            given.append(copy.deepcopy(messages))
            return Tokens(tokens, log, breaks)

        reply = module.chat_fn(words[9], copy.deepcopy(history), stream, limit)
        end = "ended"
        try:
            for piece in reply:
                log.append(f"yield {piece}")
                if take is not None and sum(line.startswith("yield") for line in log) == take:
                    reply.close()
                    end = "left"
                    break
        except Exception as error:
            end = f"raises {type(error).__name__}"
        return {"log": log, "end": end, "given": given}

    def yields(*arguments, **more):
        found = run(*arguments, **more)
        return {"yields": [line[6:] for line in found["log"] if line.startswith("yield")], "end": found["end"]}

    def kept():
        before = copy.deepcopy(history)
        mine = copy.deepcopy(history)

        def stream(messages):
            messages.append("the server's own")
            messages[0]["content"] = "changed"
            return Tokens([*plain, END], [])

        list(module.chat_fn(words[9], mine, stream, 99))
        return {"as before": mine == before, "turns": len(mine)}

    def closed(**more):
        found = run([*plain, *plain], **more)
        return {"end": found["end"], "closed": "closed" in found["log"]}

    return {
        "reply": lambda: yields([*plain, END]),
        "messages": lambda: run([END])["given"],
        "first-turn": lambda: run([END], history=[])["given"],
        "characters": lambda: {"bytes": yields([*every_byte, END]), "pairs": yields([*in_twos, END])},
        "streams": lambda: run([plain[0], plain[1], END])["log"][:4],
        "end-marker": lambda: run([plain[0], END, plain[1], plain[2]]),
        "silent": lambda: yields([END]),
        "limit": lambda: {str(n): run([*plain, END], limit=n)["log"] for n in (1, 3)},
        "limit-in-character": lambda: yields([plain[0], last.encode()[:1], last.encode()[1:], END], limit=2),
        "no-marker": lambda: yields(plain[:2]),
        "leaves": lambda: closed(take=2),
        "closes": lambda: {"limit": closed(limit=3), "end": closed(), "broken": closed(breaks=True)},
        "history-kept": kept,
    }
