def trim(messages, budget, count):
    if sum(map(count, messages)) <= budget:
        return messages
    sys = [m for m in messages[:1] if m["role"] == "system"]
    base = sum(count(m) for m in sys)
    for s in range(len(sys), len(messages)):
        if messages[s]["role"] == "user" and base + sum(count(m) for m in messages[s:]) <= budget:
            return [*sys, *messages[s:]]
    raise ValueError(budget)
