"""Random tables of next-token probabilities, drawn until all usual ways to do beam search agree on the answer.

Where a beam has finished, some let its place go, some refill it, some let it stay; some stop once `width` of them have
finished. The tables asked about are those where that does not matter, and where the frequent mistakes do.
"""

from itertools import combinations

import numpy as np

SIZE = 6  # of the vocabulary
EOS = 2
START = (4, 1)
WIDTH = 3
MANY = 20000


def table(rng, length, ending, size=SIZE, sharp=1.3):
    """Natural-log probabilities (length, last token, next token); `ending` is added to the logit of eos."""
    logits = rng.standard_normal((length, size, size)) * sharp
    logits[..., EOS] += ending
    logits -= np.logaddexp.reduce(logits, axis=-1, keepdims=True)
    return logits


def stepper(rows, start, seen=None):
    """The function that beam_search asks; it notes what it was asked about."""
    lists, asked = rows.tolist(), 0

    def step(tokens):
        nonlocal asked
        asked += 1
        if asked > MANY:
            raise RuntimeError("step_fn was called far too often")
        tokens = list(tokens)
        if seen is not None:
            seen.append(tokens)
        return list(lists[(len(tokens) - len(start)) % len(lists)][tokens[-1] if tokens else 0])

    return step


def search(rows, width, finished="leave", stop="never", power=0.0):
    """Return the hypotheses (sum, tokens) that have finished and those that live at the end.

    A finished hypothesis leaves its place, has it refilled, or stays. `power` divides the sums at each step: a mistake.
    """
    step, live, done = stepper(rows, START), [(0.0, ())], []
    for length in range(1, len(rows) + 1):
        grown = [((s + p) / length**power, (*t, v)) for s, t in live for v, p in enumerate(step([*START, *t]))]
        if finished == "stay":
            grown += done
        grown.sort(key=lambda g: -g[0])
        best = grown[:width]
        if stop == "leader" and best[0][1][-1] == EOS:
            return best[:1], []
        ended = [g for g in best if g[1][-1] == EOS]
        live = [g for g in (grown if finished == "refill" else best) if g[1][-1] != EOS][:width]
        done = ended if finished == "stay" else done + ended
        if not live or (stop == "first" and done) or (stop == "width" and len(done) >= width):
            break
    return done, live


def best(pool, score):
    return list(max(pool, key=lambda g: score(g[0], len(g[1]), g[1]))[1])


def agreed(rows, width, alpha):
    """The answer, or None where it depends on the variant."""
    ways = [("leave", "never"), ("leave", "width"), ("refill", "never"), ("refill", "width"), ("stay", "never")]
    answers = []
    for way in ways:
        done, live = search(rows, width, *way)
        answers.append(best(done + live, lambda s, n, _: s / n**alpha))
        if answers[-1] != answers[0]:
            return None
    return answers[0]


def draw(rng, count, length, width, ending, says):
    """`count` tables about whose answer everybody agrees, and which say something: says(rows, answer, number)."""
    rows = []
    while len(rows) < count:
        one = table(rng, length, ending)
        answer = agreed(one, width, 0.0)
        if answer is not None and says(one, answer, len(rows)):
            rows.append(one)
    return np.stack(rows)


def tempting(rows, answer, number):
    """The greedy way leads elsewhere."""
    done, live = search(rows, 1)
    return answer != best(done + live, lambda s, n, _: s)


def early(rows, answer, number):
    """Somebody finishes before the winner does; the winner ends by itself or, in every other table, does not."""
    done, live = search(rows, WIDTH, "leave", "first")
    first = best(done or live, lambda s, n, _: s)
    return first != answer and len(first) < len(rows) and (answer[-1] == EOS) == (number % 2 == 0)


def mistaken(rows, alpha):
    """The right answer, then those of mistakes about the length and the end."""
    done, live = search(rows, WIDTH)
    pool = done + live
    led = search(rows, WIDTH, "leave", "leader")
    divided = search(rows, WIDTH, power=alpha)
    return [
        best(pool, lambda s, n, _: s / n**alpha),
        best(pool, lambda s, n, _: s),
        best(pool, lambda s, n, _: s * n**alpha),
        best(pool, lambda s, n, _: s / ((5 + n) / 6) ** alpha),
        best(pool, lambda s, n, _: s / (n + len(START)) ** alpha),
        best(pool, lambda s, n, t: s / max(1, n - (t[-1] == EOS)) ** alpha),
        best(pool, lambda s, n, _: s / (n * alpha)),
        best(done or live, lambda s, n, _: s / n**alpha),
        best(live or done, lambda s, n, _: s / n**alpha),
        best(led[0] + led[1], lambda s, n, _: s / n**alpha),
        best(divided[0] + divided[1], lambda s, n, _: s),
    ]


def telling(rng, length, ending):
    """Tables, each with an alpha, that together tell any two of the mistakes apart."""
    rows, alphas, alike = [], [], None
    while alike is None or alike:
        one, alpha = table(rng, length, ending), float(rng.choice([0.5, 1.5]))
        answers = mistaken(one, alpha)
        pairs = {(i, j) for i, j in combinations(range(len(answers)), 2) if answers[i] == answers[j]}
        alike = {(i, j) for i, j in combinations(range(len(answers)), 2)} if alike is None else alike
        if alike - pairs and agreed(one, WIDTH, alpha) is not None:
            alike &= pairs
            rows.append(one)
            alphas.append(alpha)
    return {"rows": np.stack(rows), "alphas": alphas}


def make_cases(rng):
    return {
        "plain": draw(rng, 5, 5, 1, -1.0, lambda *_: True),
        "beam": draw(rng, 5, 5, WIDTH, -30.0, tempting),
        "exhaustive": draw(rng, 3, 3, SIZE**3, 0.0, tempting),
        "finishing": draw(rng, 6, 6, WIDTH, 0.3, early),
        "normalised": telling(rng, 6, 0.6),
        "long": table(rng, 7, -60.0, size=40, sharp=0.3),
    }


def observe(module, inputs, device):
    def run(rows, width, alpha=0.0, start=START, length=None, seen=None):
        step = stepper(rows, start, seen)
        found = module.beam_search(step, list(start), width, length or len(rows), EOS, alpha)
        return [int(token) for token in found]

    def all_of(name, *how, **options):
        return [run(rows, *how, **options) for rows in inputs[name]]

    def normalised():
        cases = inputs["normalised"]
        return [run(rows, WIDTH, alpha) for rows, alpha in zip(cases["rows"], cases["alphas"])]

    def questions():
        seen, most = [], 0
        for rows in inputs["finishing"]:
            now = []
            run(rows, WIDTH, seen=now)
            lengths = [len(tokens) for tokens in now]
            distinct = [len({tuple(t) for t in now if len(t) == n}) for n in set(lengths)]
            most = max([most, *distinct])
            seen += now
        return {
            "step_fn is called": bool(seen),
            "always with start in front": all(tuple(tokens[: len(START)]) == START for tokens in seen),
            "never about a finished hypothesis": not any(EOS in tokens[len(START) :] for tokens in seen),
            "at most `width` hypotheses a step": most <= WIDTH,
        }

    def prompt_kept():
        start = list(START)
        module.beam_search(stepper(inputs["beam"][0], start), start, WIDTH, 5, EOS)
        return start

    return {
        "greedy": lambda: all_of("plain", 1),
        "one-token": lambda: all_of("finishing", 2, length=1),
        "beam": lambda: all_of("beam", WIDTH),
        "exhaustive": lambda: all_of("exhaustive", SIZE**3),
        "finishing": lambda: all_of("finishing", WIDTH),
        "normalised": normalised,
        "prompt-ends-with-eos": lambda: all_of("beam", WIDTH, start=(EOS,)),
        "long": lambda: run(inputs["long"], 2, length=400),
        "questions": questions,
        "prompt-kept": prompt_kept,
    }
