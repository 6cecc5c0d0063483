def beam_search(step_fn, start, width, max_len, eos, alpha=0.0):
    def children(sum_, sequence):
        return [(sum_ + lp, sequence + [v]) for v, lp in enumerate(step_fn(sequence or start))]

    active, ended = [(0.0, [])], []
    for _ in range(max_len):
        ranked = sorted((child for beam in active for child in children(*beam)), key=lambda x: x[0])[-width:]
        ended.extend(x for x in ranked if x[1][-1] == eos)
        active = [x for x in ranked if x[1][-1] != eos]
        if not active:
            break
    everything = ended + active
    return sorted(everything, key=lambda x: x[0] / len(x[1]) ** alpha)[-1][1]
