from collections import defaultdict


class Tally:
    def __init__(self):
        self.tp, self.fp, self.fn = 0, 0, 0

    def prf(self):
        p = self.tp / (self.tp + self.fp) if self.tp or self.fp else 0
        r = self.tp / (self.tp + self.fn) if self.tp or self.fn else 0
        return p, r, (2 * p * r / (p + r) if p or r else 0)


def precision_recall_f1(y, yhat, k, average):
    if average not in ["micro", "macro", "weighted"]:
        raise ValueError(average)
    tallies, whole = defaultdict(Tally), Tally()
    for i, truth in enumerate(y):
        if yhat[i] == truth:
            tallies[truth].tp += 1
            whole.tp += 1
        else:
            tallies[truth].fn += 1
            tallies[yhat[i]].fp += 1
            whole.fn += 1
            whole.fp += 1
    if average == "micro" or not tallies:
        return whole.prf()
    sums = [0.0, 0.0, 0.0]
    for tally in tallies.values():
        share = 1 / len(tallies) if average == "macro" else (tally.tp + tally.fn) / len(y)
        for i, value in enumerate(tally.prf()):
            sums[i] += share * value
    return sums
