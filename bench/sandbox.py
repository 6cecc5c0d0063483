"""What a cell costs beyond the learner's own computation: against a bare fork of the zygote, and no zygote at all."""

import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from bench.report import Figure, p50, p95
from sandbox import bwrap, interpreter
from sandbox.contract import Job, Limits, Status
from sandbox.host import Host, cell_python

RUNS = 40
ROUNDS = 5  # of both loops, in turn: what else the machine does comes and goes
SLOTS = 2
ATTENTION = """
import torch
for _ in range(5):
    q = torch.randn(2, 4, 32, 16, requires_grad=True)
    (torch.softmax(q @ q.mT / 4.0, -1) @ q).sum().backward()
"""
# Inside a cell: the process is a fork of the zygote, and its forks have nothing around them.
BARE = f"""
import os, time
def work():
{"".join("    " + line + chr(10) for line in ATTENTION.strip().splitlines())}
def forked(task):
    begun = time.perf_counter()
    child = os.fork()
    if child == 0:
        task(); os._exit(0)
    os.waitpid(child, 0)
    return time.perf_counter() - begun
forks = sorted(forked(lambda: None) for _ in range({RUNS}))
begun = time.perf_counter()
def loop():
    for _ in range({RUNS // SLOTS}): forked(work)
children = []
for _ in range({SLOTS}):
    child = os.fork()
    if child == 0:
        loop(); os._exit(0)
    children.append(child)
for child in children: os.waitpid(child, 0)
print(forks[len(forks) // 2] * 1000, {RUNS} / (time.perf_counter() - begun))
"""
LIMITS = Limits(wall_s=60, cpu_s=100, memory=2 << 30)


def job(code: str) -> Job:
    return Job("script", {"main.py": code.encode()}, image="torch", limits=LIMITS)


def cold() -> float:
    """Milliseconds of the same wall with `import torch` instead of a zygote."""
    command = bwrap.command(bwrap.find(), interpreter.examine(cell_python()), "torch", "import torch, torch._dynamo")
    begun = time.perf_counter()
    subprocess.run(command, check=True, env={}, cwd="/", stdout=subprocess.DEVNULL)
    return (time.perf_counter() - begun) * 1000


def overheads(host: Host) -> list[float]:
    """Milliseconds from request to reaped, less the program's own time."""
    found = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        report = host.run(job(ATTENTION))
        total = (time.perf_counter() - begun) * 1000
        assert report.status is Status.OK, report
        found.append(total - report.wall_ms)
    return found


def bare_forks(host: Host) -> tuple[float, float]:
    """Milliseconds of a bare fork, and forks a second with two at a time that do what the jobs do."""
    fork, loop = map(float, host.run(job(BARE)).stdout.split())
    return fork, loop


def throughput(host: Host) -> float:
    """Jobs a second with two at a time."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(SLOTS) as pool:
        reports = list(pool.map(host.run, [job(ATTENTION)] * RUNS))
    assert all(report.status is Status.OK for report in reports)
    return RUNS / (time.perf_counter() - begun)


def run() -> Iterator[Figure]:
    without = p50([cold() for _ in range(3)])
    with Host(cell_python()) as host:
        facts = host.warm("torch").facts
        ready, imported = float(str(facts["ready_ms"])), float(str(facts["import_ms"]))
        bare, _ = bare_forks(host)
        cells = overheads(host)
        rounds = [(bare_forks(host)[1], throughput(host)) for _ in range(ROUNDS)]
        said = host.run(job("print(open('/proc/self/smaps_rollup').read())")).stdout
    cell = p50(cells)
    private = sum(int(line.split()[1]) for line in said.splitlines() if line.startswith("Private_Dirty")) / 1024
    yield Figure("sandbox.bare_fork", bare, "ms")
    yield Figure("sandbox.cell", cell, "ms", "sandbox.bare_fork", cell / bare, "< 30 ms", cell < 30)
    yield Figure("sandbox.cell_p95", p95(cells), "ms")
    yield Figure("sandbox.no_zygote", without, "ms", "sandbox.cell", without / cell, "> 40 times", without / cell > 40)
    loop, several = (p50([one[place] for one in rounds]) for place in (0, 1))
    yield Figure("sandbox.bare_loop", loop, "jobs/s")
    share = p50([ours / theirs for theirs, ours in rounds])
    yield Figure("sandbox.throughput", several, "jobs/s", "sandbox.bare_loop", share, "> half", share > 0.5)
    slower = ready / imported
    yield Figure("sandbox.zygote_ready", ready, "ms", "its imports", slower, "< 1.3 times", slower < 1.3)
    yield Figure("sandbox.private_memory", private, "MB")
