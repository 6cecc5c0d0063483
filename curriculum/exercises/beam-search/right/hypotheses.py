from dataclasses import dataclass


@dataclass(frozen=True)
class Hypothesis:
    tokens: tuple[int, ...] = ()
    log_p: float = 0.0

    def score(self, alpha):
        return self.log_p / len(self.tokens) ** alpha if self.tokens else 0.0

    def grown(self, row):
        return [Hypothesis((*self.tokens, token), self.log_p + value) for token, value in enumerate(row)]


def beam_search(step_fn, start, width, max_len, eos, alpha=0.0):
    beam, ended = [Hypothesis()], set()
    while beam and len(beam[0].tokens) < max_len:
        children = [child for one in beam for child in one.grown(step_fn(list(start) + list(one.tokens)))]
        children = sorted(children, key=lambda child: -child.score(alpha))[:width]  # all of one length
        ended |= {child for child in children if child.tokens[-1] == eos}
        beam = [child for child in children if child not in ended]
    return list(max([*ended, *beam], key=lambda one: one.score(alpha)).tokens)
