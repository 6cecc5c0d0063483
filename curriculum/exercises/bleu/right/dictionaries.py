import math


def corpus_bleu(hyps, refs, n=4):
    logs = 0.0
    for order in range(1, n + 1):
        hit = total = 0
        for hyp, group in zip(hyps, refs):
            best = {}
            for ref in group:
                seen = {}
                for i in range(len(ref) - order + 1):
                    gram = " ".join(ref[i : i + order])
                    seen[gram] = seen.get(gram, 0) + 1
                for gram, count in seen.items():
                    best[gram] = max(best.get(gram, 0), count)
            for i in range(len(hyp) - order + 1):
                gram = " ".join(hyp[i : i + order])
                total += 1
                if best.get(gram, 0) > 0:  # each match uses one up
                    best[gram] -= 1
                    hit += 1
        if not hit:
            return 0.0
        logs += math.log(hit) - math.log(total)
    c = sum(map(len, hyps))
    r = 0
    for hyp, group in zip(hyps, refs):
        lengths = sorted(len(ref) for ref in group)
        r += min(lengths, key=lambda length: abs(length - len(hyp)))  # sorted, and min keeps the first
    penalty = 1.0 if c > r else math.exp(1 - r / c)
    return penalty * math.exp(logs / n)
