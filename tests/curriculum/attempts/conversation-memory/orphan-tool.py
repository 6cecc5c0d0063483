from collections import deque


def trim(messages, budget, count):
    kept = deque()
    first, *others = messages
    if first["role"] != "system":
        first, others = None, messages
    left = budget - (count(first) if first else 0)
    while others:
        *others, newest = others
        left -= count(newest)
        if left < 0:
            break
        kept.appendleft(newest)
    if not kept:
        raise ValueError("too little room")
    return ([first] if first else []) + list(kept)
