"""Four ranks with vectors of 10, so that chunks are unequal; also 8 (equal ones), 3 (an empty one), and one rank."""

from collections import deque

import torch

SHAPES = {"even": (4, 8), "uneven": (4, 10), "short": (4, 3), "two": (2, 5), "alone": (1, 6)}


def make_cases(rng):
    return {name: [torch.from_numpy(rng.standard_normal(n)) for _ in range(world)] for name, (world, n) in SHAPES.items()}


class Ring:
    """Links between ranks. What was sent is copied, and counted."""

    def __init__(self, volume=1.0):
        self.links, self.sent, self.volume = {}, [], volume

    def send(self, source, target, chunk):
        self.sent.append((source, target, chunk.numel()))
        self.links.setdefault((source, target), deque()).append(chunk.detach() * self.volume)

    def recv(self, source, target):
        waiting = self.links.get((source, target))
        if not waiting:
            raise RuntimeError(f"rank {target} waits for rank {source}, which has sent nothing")
        return waiting.popleft()


def observe(module, inputs, device):
    def run(name, volume=1.0):
        vectors = [vector.to(device).clone() for vector in inputs[name]]
        ring = Ring(volume)
        return vectors, ring, module.ring_all_reduce(vectors, ring.send, ring.recv)

    def results(name):
        return list(run(name)[2])

    def hearsay():
        """Links that turn all into zeros: what a rank then has is its own or nothing, whichever chunk it starts with."""
        _, ring, found = run("uneven", volume=0.0)
        own = [vector.to(device) for vector in inputs["uneven"]]
        foreign = [torch.minimum(y.abs(), (y - x).abs()).max() for x, y in zip(own, found, strict=True)]
        return {"knows others' numbers": [bool(most > 1e-6) for most in foreign], "sends": bool(ring.sent)}

    def neighbours():
        world, sent = SHAPES["even"][0], run("even")[1].sent
        return {"only to the next rank": all(target == (source + 1) % world for source, target, _ in sent)}

    def traffic(name):
        """What each rank sends: number of messages, elements in all and in the largest message."""
        world, sent = SHAPES[name][0], run(name)[1].sent
        sizes = [[size for source, _, size in sent if source == rank] for rank in range(world)]
        return [[len(own), sum(own), max(own, default=0)] for own in sizes]

    def most(name):
        """The largest message, and the most that a rank sends, as parts of what is allowed."""
        world, length = SHAPES[name]
        chunk = -(-length // world)
        found = torch.tensor(traffic(name), dtype=torch.float64)
        allowed = torch.tensor([2 * (world - 1), 2 * (world - 1) * chunk, chunk])
        return (found / allowed).amax(dim=0)

    def inputs_kept():
        vectors, _, _ = run("uneven")
        return max(float((vector - given.to(device)).abs().max()) for vector, given in zip(vectors, inputs["uneven"]))

    def nothing_left():
        """Messages that nobody has received."""
        return sum(len(link) for link in run("uneven")[1].links.values())

    return {
        "even": lambda: results("even"),
        "two-ranks": lambda: results("two"),
        "remainder": lambda: results("uneven"),
        "shorter-than-the-ring": lambda: results("short"),
        "one-rank": lambda: results("alone"),
        "over-the-links": hearsay,
        "neighbours": neighbours,
        "traffic": lambda: most("even"),
        "traffic-uneven": lambda: most("uneven"),
        "nothing-left": nothing_left,
        "inputs-kept": inputs_kept,
    }
