def trim(messages, budget, count):
    head = messages[:1] if messages and messages[0]["role"] == "system" else []
    turns = []
    for m in messages[len(head) :]:
        if m["role"] == "user":
            turns.append([])
        turns[-1].append(m)
    left = budget - sum(map(count, head))
    kept = []
    for turn in reversed(turns):
        c = sum(map(count, turn))
        if c <= left:
            left -= c
            kept = turn + kept
    if not kept:
        raise ValueError("newest turn does not fit")
    return head + kept
