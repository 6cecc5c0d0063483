import heapq


def beam_search(step_fn, start, width, max_len, eos, alpha=0.0):
    """Finished hypotheses keep their place in the beam; the search ends when the beam holds nothing else."""

    def rank(hypothesis):
        return hypothesis[0]

    beam = [(0.0, (), False)]  # (sum, tokens, finished)
    for _ in range(max_len):
        grown = [hypothesis for hypothesis in beam if hypothesis[2]]
        for total, tokens, done in beam:
            if not done:
                row = step_fn([*start, *tokens])
                grown += [(total + row[v], (*tokens, v), v == eos) for v in range(len(row))]
        beam = heapq.nlargest(width, grown, key=rank)
        if all(done for _, _, done in beam):
            break
    return list(max(beam, key=lambda h: h[0] / len(h[1]) ** alpha)[1])
