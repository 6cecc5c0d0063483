def bpe_encode(word, merges):
    rank = {m: i for i, m in enumerate(merges)}
    s = list(word) + ["</w>"]
    while len(s) > 1:
        best = min(zip(s, s[1:]), key=lambda p: rank.get(p, 10**9))
        if best not in rank:
            break
        out, i = [], 0
        while i < len(s):
            if tuple(s[i : i + 2]) == best:
                out.append(s[i] + s[i + 1])
                i += 2
            else:
                out.append(s[i])
                i += 1
        s = out
    return s
