"""What a warm container costs beyond a cell of namespaces, where a Docker Engine answers and has the cells' image."""

import time
from collections.abc import Iterator

from bench.report import Figure, p50, p95
from bench.sandbox import ATTENTION, job
from sandbox.backend import Backend
from sandbox.containers import Containers
from sandbox.contract import Status
from sandbox.host import Host, cell_python
from sandbox.zygote import Dead

RUNS = 15


def walls(host: Backend) -> list[float]:
    """Milliseconds from submit to result, with something warm waiting for each."""
    found = []
    for _ in range(RUNS):
        host.warm("torch")
        begun = time.perf_counter()
        report = host.run(job(ATTENTION))
        found.append((time.perf_counter() - begun) * 1000)
        assert report.status is Status.OK, report
    return found


def run() -> Iterator[Figure]:
    with Containers() as containers:
        try:
            ready = float(str(containers.warm("torch").facts["ready_ms"]))
        except Dead:
            return  # no engine here, or no image: `make cell-image`
        theirs = walls(containers)
    with Host(cell_python()) as host:
        ours = walls(host)
    longer = p50(theirs) - p50(ours)
    yield Figure("sandbox.docker_spare", longer, "ms", "", None, "< 150 ms", longer < 150)
    yield Figure("sandbox.docker_job", p50(theirs), "ms", "sandbox cell", p50(theirs) / p50(ours))
    yield Figure("sandbox.docker_job_p95", p95(theirs), "ms")
    yield Figure("sandbox.docker_ready", ready, "ms")
