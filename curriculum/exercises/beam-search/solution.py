from collections.abc import Callable

StepFn = Callable[[list[int]], list[float]]


def beam_search(step_fn: StepFn, start: list[int], width: int, max_len: int, eos: int, alpha: float = 0.0) -> list[int]:
    """Return the best continuation of `start` that beam search finds, without `start`.

    step_fn(tokens): natural-log probabilities of the next token, one for each of the vocabulary. A hypothesis ends with
    eos, or at max_len new tokens; its score is the sum of its log-probabilities divided by its length ** alpha.
    """
    live: list[tuple[float, list[int]]] = [(0.0, [])]  # (sum of log-probabilities, new tokens)
    finished: list[tuple[float, list[int]]] = []
    for _ in range(max_len):
        candidates = [
            (total + log_p, tokens + [token])
            for total, tokens in live
            for token, log_p in enumerate(step_fn(start + tokens))
        ]
        candidates.sort(key=lambda candidate: candidate[0], reverse=True)
        best = candidates[:width]  # of all beams together, not of each
        finished += [candidate for candidate in best if candidate[1][-1] == eos]
        live = [candidate for candidate in best if candidate[1][-1] != eos]  # what has ended is not expanded
        if not live:
            break
    return max(finished + live, key=lambda candidate: candidate[0] / len(candidate[1]) ** alpha)[1]
