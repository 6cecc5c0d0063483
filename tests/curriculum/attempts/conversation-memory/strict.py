def trim(messages, budget, count):
    has_system = messages[0]["role"] == "system"
    places = [i for i, m in enumerate(messages) if m["role"] == "user"]
    while places:
        candidate = (messages[:1] if has_system else []) + messages[places.pop(0) :]
        total = 0
        for m in candidate:
            total = total + count(m)
        if total < budget:
            return candidate
    raise ValueError(budget)
