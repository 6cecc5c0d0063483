"""Doctor: runs hostile programs here and says which limits hold. A host that is unfit must refuse to grade."""

import platform
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from sandbox import cgroup, remedies, trials
from sandbox.backend import Backend
from sandbox.contract import Report, Status
from sandbox.host import Host
from sandbox.zygote import Dead

AT_ONCE = 3
REPORT_IT = "Do not grade here. The cell was made, but this limit does not hold: please report it with the table above."
SYSTEM_CALLS = {"x86_64": (248, 250, 101, 321, 298, 425, 323), "aarch64": (217, 219, 117, 280, 241, 425, 282)}


@dataclass(frozen=True)
class Finding:
    """One limit: whether it holds, what holds it, how that was seen, and what to do where it does not."""

    limit: str
    holds: bool
    held_by: str
    proof: str
    remedy: str = ""
    essential: bool = True


class Unfit(Exception):
    """This host cannot confine; the text names every limit that does not hold, and the remedy."""

    def __init__(self, text: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(text)
        self.findings = list(findings)


def examine(host: Backend) -> list[Finding]:
    """Try everything in cells of `host`. Takes a few seconds; never raises for what it finds."""
    try:
        zygote = host.warm("python")
    except Dead as error:
        return [Finding("cell", False, host.backend, f"no cell could be made: {error}", host.remedy(str(error)))]
    ready = f"{host.version()}, {host.waiting} ready in {zygote.facts['ready_ms']:.0f} ms"
    facts = Finding("cell", True, host.backend, ready)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        reports = list(pool.map(lambda trial: host.run(_filled(trial).job()), trials.TRIALS))
    found = [_finding(host, trial, report) for trial, report in zip(trials.TRIALS, reports, strict=True)]
    return [facts, *found, _groups(host), *(_devices(host) if isinstance(host, Host) else [])]


def fit(findings: list[Finding]) -> bool:
    """Whether everything essential holds."""
    return all(finding.holds for finding in findings if finding.essential)


def require_fit(host: Backend) -> list[Finding]:
    """Return the findings; raise Unfit, which has them too, unless everything essential holds on this host."""
    findings = examine(host)
    if not fit(findings):
        missing = [f"{one.limit}: {one.proof}. {one.remedy}" for one in findings if one.essential and not one.holds]
        raise Unfit("\n".join(missing), findings)
    return findings


def _filled(trial: trials.Trial) -> trials.Trial:
    return replace(trial, code=trial.code.replace("{calls}", str(SYSTEM_CALLS.get(platform.machine(), ()))))


def _finding(host: Backend, trial: trials.Trial, report: Report) -> Finding:
    holders = {
        "memory": f"{host.cgroups.name}" if _kernel(host) else "warden's samples, RLIMIT_AS",
        "processes": f"{host.cgroups.name}, RLIMIT_NPROC" if _kernel(host) else "RLIMIT_NPROC",
    }
    held_by = host.holders.get(trial.limit, trial.held_by).format(**holders)
    if trial.proof(report):
        return Finding(trial.limit, True, held_by, trial.shown)
    seen = f"expected that {trial.shown}; saw {report.status}"
    seen += f" ({report.limit})" if report.limit else ""
    remedy = host.remedy(report.detail) if report.status is Status.INTERNAL else REPORT_IT
    return Finding(trial.limit, False, held_by, f"{seen}: {_last(report)}", remedy)


def _last(report: Report) -> str:
    if report.status is Status.INTERNAL:
        return report.detail
    lines = (report.stderr or report.stdout).strip().splitlines()
    return lines[-1][:200] if lines else "no output"


def _kernel(host: Backend) -> bool:
    return not isinstance(host.cgroups, cgroup.NoCgroups)


def _groups(host: Backend) -> Finding:
    holds = _kernel(host)
    proof = f"{host.cgroups.name} is ours to write" if holds else "no control group is ours to write"
    return Finding("control groups", holds, "kernel", proof, "" if holds else remedies.NO_CGROUP, essential=False)


def _devices(host: Host) -> list[Finding]:
    """Try every GPU, those that were set aside too. None is essential: other jobs are as safe without it."""
    pool = host.pool()
    pool.readmit()
    found = [_device(name, pool.run(trials.on_device(kind), on=name)) for name, kind in pool.kinds().items()]
    return found or [Finding("GPU", False, "pool", f"no GPU here: {pool.why_none}", essential=False)]


def _device(name: str, report: Report) -> Finding:
    holds = report.status is Status.OK
    proof = "an honest job had it, and nothing was left" if holds else f"{report.status}: {_last(report)}"
    return Finding(f"device {name}", holds, "pool", proof, "" if holds else remedies.DEVICE, essential=False)
