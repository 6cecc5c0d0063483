import heapq
from itertools import count


def beam_search(step_fn, start, width, max_len, eos, alpha=0.0):
    tick = count()
    frontier, closed = [(-0.0, next(tick), ())], []
    while frontier and max_len:
        heap = []
        for cost, _, path in frontier:
            for token, lp in enumerate(step_fn(start + list(path))):
                heapq.heappush(heap, (cost - lp, next(tick), path + (token,)))
        frontier = []
        for _ in range(min(width, len(heap))):
            item = heapq.heappop(heap)
            (closed if item[2][-1] == eos else frontier).append(item)
        max_len -= 1
    return list(min(closed + frontier)[2])
