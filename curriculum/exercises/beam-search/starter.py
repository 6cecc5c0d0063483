from collections.abc import Callable

StepFn = Callable[[list[int]], list[float]]


def beam_search(step_fn: StepFn, start: list[int], width: int, max_len: int, eos: int, alpha: float = 0.0) -> list[int]:
    """Return the best continuation of `start` that beam search finds, without `start`.

    step_fn(tokens): natural-log probabilities of the next token, one for each of the vocabulary. A hypothesis ends with
    eos, or at max_len new tokens; its score is the sum of its log-probabilities divided by its length ** alpha.
    """
    raise NotImplementedError
