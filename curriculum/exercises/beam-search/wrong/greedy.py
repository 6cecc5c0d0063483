def beam_search(step_fn, start, width, max_len, eos, alpha=0.0):
    tokens = []
    for _ in range(max_len):
        log_p = step_fn(start + tokens)
        tokens.append(max(range(len(log_p)), key=lambda token: log_p[token]))
        if tokens[-1] == eos:
            break
    return tokens
