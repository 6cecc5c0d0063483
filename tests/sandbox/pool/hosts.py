"""Hosts with devices, of which the CPU stands in for every one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sandbox.contract import Job, Report, Status
from sandbox.devices import Device
from sandbox.host import Host, cell_python
from tests.sandbox.conftest import descendants, script

MIB = 1 << 20
ZYGOTE = 5  # bwrap, its process 1, the gate's parent, the gate, the zygote
SPARE = 3  # a warden, its cell's process 1, and the learner's process
SPAN = "import time\nbegan = time.monotonic()\ntime.sleep(0.2)\nprint(began, time.monotonic())"


def job(code: str, **limits: float) -> Job:
    return replace(script(code, **limits), device="cuda")


def pool_of(*devices: Device, grace_s: float = 5.0) -> Host:
    host = Host(cell_python(), devices=devices)
    host.pool().workshop = replace(host.pool().workshop, grace_s=grace_s)
    for keeper in host.pool()._keepers.values():
        keeper.workshop = host.pool().workshop
    return host


def words(host: Host) -> list[str]:
    return [state.word for state in host.pool().state().values()]


def zygotes(host: Host) -> list[int]:
    return [z.pid or 0 for keeper in host.pool()._keepers.values() for z in keeper._zygotes.values()]


def ready(host: Host) -> bool:
    """Whether a spare waits on every device, and nothing else is there."""
    keepers, pids = host.pool()._keepers.values(), zygotes(host)
    processes = sum(len(descendants(pid)) for pid in pids)
    there = all(keeper.word == "ready" and keeper._spare for keeper in keepers)
    return there and processes == ZYGOTE * len(pids) + SPARE * len(keepers)


def spare(host: Host) -> list[int]:
    """The processes of the only spare: its warden's, and that of the learner to be."""
    (keeper,) = host.pool()._keepers.values()
    return list(keeper._cells())


def ready_on(host: Host, name: str) -> bool:
    return host.pool().state()[name].word == "ready" and host.pool()._keepers[name]._spare is not None


def spans(reports: list[Report]) -> list[tuple[float, float]]:
    assert {report.status for report in reports} == {Status.OK}
    return sorted(tuple(map(float, report.stdout.split())) for report in reports)  # type: ignore[misc]  # two each


def at_once(host: Host, count: int) -> list[tuple[float, float]]:
    with ThreadPoolExecutor(count) as threads:
        return spans(list(threads.map(host.run, [job(SPAN)] * count)))
