import copy


class TooLarge(ValueError):
    pass


def trim(messages, budget, count):
    """Try every place at which one may cut, from the longest ending to the shortest."""
    messages = copy.deepcopy(messages)
    head = 1 if messages[0]["role"] == "system" else 0
    for start in range(head, len(messages)):
        if messages[start]["role"] == "user":
            kept = messages[:head] + messages[start:]
            if sum(count(message) for message in kept) <= budget:
                return kept
    raise TooLarge(f"more than {budget} tokens")
