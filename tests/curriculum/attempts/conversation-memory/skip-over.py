from itertools import groupby


def trim(messages, budget, count):
    number = 0
    numbered = []
    for message in messages:
        number += message["role"] == "user"
        numbered.append((number, message))
    groups = {key: [m for _, m in group] for key, group in groupby(numbered, key=lambda pair: pair[0])}
    head = groups.pop(0, [])
    budget -= sum(count(m) for m in head)
    chosen = set()
    for key in sorted(groups, reverse=True):
        price = sum(count(m) for m in groups[key])
        if price > budget:
            if not chosen:
                raise ValueError("the last turn is too large")
            continue
        budget -= price
        chosen.add(key)
    return head + [m for key in sorted(chosen) for m in groups[key]]
