import heapq


def bpe_encode(word, merges):
    """A queue of (rank, position) over a linked list, as fast tokenizers do it."""
    rank = {}
    for place, pair in enumerate(merges):
        rank[pair] = place
    text = list(word)
    after = list(range(1, len(text))) + [None]
    before = [None, *range(len(text) - 1)]
    queue = []

    def offer(i):
        if i is not None and text[i] is not None and after[i] is not None:
            pair = (text[i], text[after[i]])
            if pair in rank:
                heapq.heappush(queue, (rank[pair], i, pair))

    for i in range(len(text)):
        offer(i)
    while queue:
        _, i, pair = heapq.heappop(queue)
        j = after[i] if text[i] is not None else None
        if j is None or (text[i], text[j]) != pair:
            continue  # one of the two was merged meanwhile
        text[i], text[j] = text[i] + text[j], None
        after[i] = after[j]
        if after[i] is not None:
            before[after[i]] = i
        offer(before[i] if i else None)
        offer(i)
    return [piece for piece in text if piece is not None]
