import numpy as np


def beam_search(step_fn, start, width, max_len, eos, alpha=0.0):
    """As transformers does it: twice as many candidates, so that the beam stays full when some of them end."""
    scores, sequences, done = np.zeros(1), [[]], []
    for _ in range(max_len):
        table = np.stack([np.asarray(step_fn(start + tokens)) for tokens in sequences])  # (beams, V)
        flat = (scores[:, None] + table).ravel()
        chosen = np.argsort(-flat)[: 2 * width]
        live = []
        for rank, index in enumerate(chosen):
            beam, token = divmod(int(index), table.shape[1])
            if token == eos:
                if rank < width:
                    done.append((flat[index], sequences[beam] + [token]))
            elif len(live) < width:
                live.append((flat[index], sequences[beam] + [token]))
        if not live:
            break
        scores, sequences = np.array([total for total, _ in live]), [tokens for _, tokens in live]
    done += live
    return max(done, key=lambda h: h[0] / len(h[1]) ** alpha)[1]
