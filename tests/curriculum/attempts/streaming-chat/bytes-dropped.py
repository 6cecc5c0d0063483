from contextlib import closing


def chat_fn(message, history, stream, limit):
    turns = []
    for m in history:
        turns.append({"role": m["role"], "content": m["content"]})
    turns.append({"role": "user", "content": message})
    shown = ""
    with closing(stream(turns)) as source:
        iterator = iter(source)
        for _ in range(limit):
            piece = next(iterator, None)
            if piece is None or piece == b"<|im_end|>":
                break
            text = str(piece, "utf-8", "ignore")
            if text:
                shown = shown + text
                yield shown
