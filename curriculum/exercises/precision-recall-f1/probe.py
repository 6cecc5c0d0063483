"""Four classes of very different sizes; a missed rule about averages or empty classes changes at least one number."""

K = 4


def make_cases(rng):
    def shuffled(pairs):
        return [[int(n) for n in pairs[i]] for i in rng.permutation(len(pairs))]

    def pairs_of(table):
        return shuffled([(truth, guess) for (truth, guess), count in table.items() for _ in range(count)])

    def some(low, high):
        return int(rng.integers(low, high))

    # Rows: truth; every class is both true and predicted, some class is hit often, and P and R differ everywhere.
    common = {(0, 0): some(30, 40), (0, 1): some(3, 6), (0, 2): some(7, 9), (1, 1): some(8, 12), (1, 0): some(1, 3)}
    rare = {(2, 2): some(3, 5), (2, 0): 1, (3, 3): some(2, 4), (3, 1): some(4, 7), (3, 0): 1}
    full = pairs_of(common | rare)
    unseen = [pair for pair in full if pair[1] != 3]  # 3 is never predicted
    untrue = [pair for pair in full if pair[0] != 2]  # 2 is never true
    absent = [pair for pair in full if 1 not in pair]  # 1 occurs nowhere
    beyond = [pair for pair in full if 3 not in pair]  # nor does the last class here
    majority = shuffled([(0, 0)] * some(90, 99) + [(1, 0)] * some(3, 9))
    return {
        "full": full,
        "never predicted": unseen,
        "never true": untrue,
        "in the middle": absent,
        "at the end": beyond,
        "majority": majority,
        "all wrong": [[truth, (truth + 1) % K] for truth, _ in full],
        "all right": [[truth, truth] for truth, _ in full],
    }


def observe(module, inputs, device):
    def score(pairs, average, k=K):
        y, yhat = [truth for truth, _ in pairs], [guess for _, guess in pairs]
        return [float(value) for value in module.precision_recall_f1(y, yhat, k, average)]

    def safe(pairs, average, k=K):
        try:
            return score(pairs, average, k)
        except ArithmeticError as error:
            return type(error).__name__

    def each(*names, averages=("macro", "micro", "weighted"), k=K):
        return {f"{name}, {average}": safe(inputs[name], average, k) for name in names for average in averages}

    def edges():
        only_one = [[0, 0]] * 3
        return {
            "no examples": {average: safe([], average) for average in ("macro", "micro", "weighted")},
            "one class": {average: safe(only_one, average, 1) for average in ("macro", "micro", "weighted")},
        }

    def unknown_average():
        try:
            score(inputs["full"], "samples-of-nothing")
        except Exception as error:
            return type(error).__name__
        return "no error"

    def input_kept():
        y, yhat = [truth for truth, _ in inputs["full"]], [guess for _, guess in inputs["full"]]
        before = [list(y), list(yhat)]
        module.precision_recall_f1(y, yhat, K, "weighted")
        return [y, yhat] == before

    return {
        "macro": lambda: score(inputs["full"], "macro"),
        "micro": lambda: score(inputs["full"], "micro"),
        "weighted": lambda: score(inputs["full"], "weighted"),
        "never-predicted": lambda: each("never predicted", "all wrong"),
        "never-true": lambda: each("never true"),
        "absent": lambda: each("in the middle", "at the end"),
        "majority": lambda: each("majority", "all right"),
        "edges": edges,
        "unknown-average": unknown_average,
        "input-kept": input_kept,
    }
