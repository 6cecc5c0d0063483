def beam_search(step_fn, start, width, max_len, eos, alpha=0.0):
    live = [(0.0, [])]
    finished = []
    for _ in range(max_len):
        candidates = []
        for total, tokens in live:
            for token, log_p in enumerate(step_fn(start + tokens)):
                candidates.append((total + log_p, tokens + [token]))
        candidates.sort(key=lambda c: c[0], reverse=True)
        live = []
        for total, tokens in candidates[:width]:
            if tokens[-1] == eos:
                finished.append((total, tokens))
            else:
                live.append((total, tokens))
        if not live:
            break
    return max(finished + live, key=lambda c: c[0] / len(start + c[1]) ** alpha)[1]
