def beam_search(step_fn, start, width, max_len, eos, alpha=0.0):
    """Fan out once, then let every beam follow its own nose."""
    first = step_fn(list(start))
    order = sorted(range(len(first)), key=first.__getitem__)[::-1]
    paths = [{"seq": [token], "logp": first[token]} for token in order[:width]]
    for _ in range(max_len - 1):
        for path in paths:
            if path["seq"][-1] != eos:
                scores = step_fn(list(start) + path["seq"])
                top = scores.index(max(scores))
                path["seq"] = path["seq"] + [top]
                path["logp"] += scores[top]
    return max(paths, key=lambda path: path["logp"] / (len(path["seq"]) ** alpha))["seq"]
