"""How the cells in a worker's container are confined: docs/decisions/0009."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox import remedies
from tests.compose.stack import Composed
from tests.stack import ROOT

PROFILE = ROOT / "deploy" / "seccomp.json"
NEEDED = {"clone", "unshare", "setns", "mount", "umount2", "pivot_root", "sethostname"}
YOUNGER = {"cachestat", "fchmodat2", "futex_requeue", "futex_wait", "futex_wake"}  # than the engine that tests may have


def doctor(composed: Composed, container: str) -> dict[str, Any]:
    code, said = composed.run(container, "python", "-m", "sandbox", "doctor", "--json")
    found: dict[str, Any] = json.loads(said)
    assert code == (0 if found["fit"] else 1)
    return found


def test_every_limit_holds_in_the_workers_container(composed: Composed) -> None:
    found = doctor(composed, composed.containers("worker")[0])
    assert [one for one in found["findings"] if one["essential"] and not one["holds"]] == []
    assert len(found["findings"]) > 15 and found["fit"]


def test_the_container_is_as_tight_as_the_decision_says(composed: Composed) -> None:
    facts = composed.inspect(composed.containers("worker")[0])
    given = facts["HostConfig"]
    assert not given["Privileged"] and not given["CapAdd"] and not given["Devices"]
    assert (given["CapDrop"], given["ReadonlyRootfs"]) == (["ALL"], True)
    assert given["Memory"] > 0 and given["PidsLimit"] > 0
    assert given["PidMode"] == given["UTSMode"] == "" and given["IpcMode"] == "private"
    assert "no-new-privileges:true" in given["SecurityOpt"]
    assert not any("unconfined" in one for one in given["SecurityOpt"] if not one.startswith("apparmor"))
    assert facts["Config"]["User"] == "10001:10001"
    assert {"/proc/kcore", "/proc/keys", "/sys/firmware"} <= set(given["MaskedPaths"])
    places = {one["Destination"] for one in facts["Mounts"]}
    secrets = {f"/run/secrets/{name}" for name in ("secret_key", "database_password", "redis_password")}
    assert places == {"/state", "/closed/proc", *secrets}


def test_nobody_reaches_the_unmasked_proc(composed: Composed) -> None:
    worker = composed.containers("worker")[0]
    assert "PermissionError" in composed.run(worker, "python", "-c", "import os; os.listdir('/closed/proc')")[1]


def worker_without(composed: Composed, *, profile: bool, proc: bool) -> str:
    """Return a container like the worker's, without one of the things that make cells possible."""
    model = composed.inspect(composed.containers("worker")[0])
    options = ["no-new-privileges"]
    if profile:
        options.append(f"seccomp={PROFILE.read_text()}")
    mounts = [one for one in model["Mounts"] if proc or one["Destination"] != "/closed/proc"]
    binds = [f"{one.get('Name') or one['Source']}:{one['Destination']}:{'rw' if one['RW'] else 'ro'}" for one in mounts]
    with composed.client() as client:
        host = client.create_host_config(
            binds=binds, cap_drop=["ALL"], read_only=True, security_opt=options, tmpfs={"/tmp": "size=64m,mode=1777"},
            network_mode=f"{composed.project}_inside",
        )  # fmt: skip
        labels = {"com.docker.compose.project": composed.project}
        made = client.create_container(
            model["Config"]["Image"], ["serve", "worker"], environment=model["Config"]["Env"], labels=labels,
            host_config=host,
        )  # fmt: skip
        client.start(made["Id"])
    return str(made["Id"])


@pytest.mark.parametrize(
    ("lacks", "remedy"), [("profile", remedies.CONTAINER_NAMESPACES), ("proc", remedies.CONTAINER_PROC)]
)
def test_without_it_nothing_is_graded_and_the_remedy_is_named(composed: Composed, lacks: str, remedy: str) -> None:
    container = worker_without(composed, profile=lacks != "profile", proc=lacks != "proc")
    try:
        composed.wait(lambda: "does not hold (cell)" in healthy(composed, container))
        (finding,) = doctor(composed, container)["findings"]
        assert (finding["holds"], finding["remedy"]) == (False, remedy)
    finally:
        with composed.client() as client:
            client.remove_container(container, force=True)


def healthy(composed: Composed, container: str) -> str:
    with composed.client() as client:
        assert client.inspect_container(container)["State"]["Running"], client.logs(container).decode()
    return composed.run(container, "python", "manage.py", "healthy", "worker")[1]


def test_the_profile_allows_what_cells_are_made_of_and_else_less_than_the_engines_own(composed: Composed) -> None:
    """The engine's own profile is read where the engine writes it down for a container that has none."""
    ours = allowed(json.loads(PROFILE.read_text())["syscalls"])
    theirs = allowed(engines_profile(composed)["syscalls"])
    assert ours - theirs - YOUNGER == NEEDED - {"clone"}
    assert {"ptrace", "io_uring_setup", "shmget", "mq_open", "memfd_secret"} <= theirs - ours
    assert not ours & {
        "bpf",
        "keyctl",
        "perf_event_open",
        "userfaultfd",
        "open_by_handle_at",
        "process_vm_readv",
        "init_module",
    }


def engines_profile(composed: Composed) -> dict[str, Any]:
    """What the engine asked runc for: it starts a container's first process from the folder that says so."""
    first = composed.inspect(composed.containers("web")[0])["State"]["Pid"]
    runc = Path(f"/proc/{first}/stat").read_text().rpartition(")")[2].split()[1]
    bundle = json.loads(Path(f"/proc/{runc}/cwd/config.json").read_text())
    profile: dict[str, Any] = bundle["linux"]["seccomp"]
    return profile


def allowed(rules: list[dict[str, Any]]) -> set[str]:
    return {name for rule in rules if rule["action"] == "SCMP_ACT_ALLOW" for name in rule["names"]}
