from itertools import accumulate


def trim(messages, budget, count):
    """Cut into turns first, then see how many of the last ones fit."""
    system = [m for m in messages[:1] if m["role"] == "system"]
    turns = []
    for message in messages[len(system) :]:
        if message["role"] == "user":
            turns.append([message])
        else:
            turns[-1].append(message)
    room = budget - sum(map(count, system))
    costs = accumulate(sum(map(count, turn)) for turn in reversed(turns))
    fitting = sum(cost <= room for cost in costs)
    if not fitting:
        raise ValueError
    return [*system, *(message for turn in turns[-fitting:] for message in turn)]
