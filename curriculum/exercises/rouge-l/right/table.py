def rouge_l(hyp, ref):
    m, n = len(hyp), len(ref)
    best = [[0 for _ in range(n + 1)] for _ in range(m + 1)]
    for i in range(m - 1, -1, -1):  # from the end: best[i][j] for hyp[i:] and ref[j:]
        for j in range(n - 1, -1, -1):
            if hyp[i] == ref[j]:
                best[i][j] = 1 + best[i + 1][j + 1]
            else:
                best[i][j] = max(best[i + 1][j], best[i][j + 1])
    lcs = best[0][0]
    return (lcs / m if m else 0, lcs / n if n else 0, 2 * lcs / (m + n) if m + n else 0)
