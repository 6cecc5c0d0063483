def load_balancing_loss(router_logits, k, mask=None):
    """The Switch Transformer's formula, which has one choice per token."""
    rows = router_logits if mask is None else router_logits[mask]
    n, e = rows.shape
    p = rows.softmax(1)
    winners = p.max(1).indices.tolist()
    fractions = [winners.count(i) / n for i in range(e)]
    return e * sum(fraction * p[:, i].mean() for i, fraction in enumerate(fractions))
