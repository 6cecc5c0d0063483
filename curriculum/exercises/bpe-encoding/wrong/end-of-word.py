def bpe_encode(word: str, merges: list[tuple[str, str]]) -> list[str]:
    """Cut a word into tokens: of the pairs present, the merge of lowest rank goes first.

    A merge's rank is its place in the list. The tokens joined are the word again.
    """
    rank = {pair: at for at, pair in enumerate(merges)}
    symbols = [*word, "</w>"]
    while len(symbols) > 1:
        pairs = zip(symbols, symbols[1:])
        best = min(pairs, key=lambda pair: rank.get(pair, len(merges)))  # len(merges): no merge at all
        if best not in rank:
            break
        symbols = merged(symbols, best)
    return symbols


def merged(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    """The symbols with every occurrence of the pair joined, from the left, without overlap."""
    out, at = [], 0
    while at < len(symbols):
        if tuple(symbols[at : at + 2]) == pair:
            out.append(symbols[at] + symbols[at + 1])
            at += 2
        else:
            out.append(symbols[at])
            at += 1
    return out
