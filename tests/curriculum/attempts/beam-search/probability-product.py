from math import exp


def beam_search(step_fn, start, width, max_len, eos, alpha=0.0):
    hypotheses = [([], 1.0, False)]
    for _ in range(max_len):
        pool = []
        for tokens, p, over in hypotheses:
            if over:
                pool.append((tokens, p, True))
                continue
            for nxt, lp in enumerate(step_fn(start + tokens)):
                pool.append((tokens + [nxt], p * exp(lp), nxt == eos))
        pool.sort(key=lambda h: -h[1])
        hypotheses = pool[:width]
        if all(h[2] for h in hypotheses):
            break
    return max(hypotheses, key=lambda h: h[1] ** (len(h[0]) ** -alpha))[0]
