"""Doctor finds a limit that does not hold, and then nothing is graded."""

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import doctor, remedies, trials
from sandbox.contract import Job, Report, Status
from sandbox.host import Host

pytestmark = pytest.mark.sandbox


def test_everything_holds_here(cell_host: Host) -> None:
    findings = doctor.examine(cell_host)
    assert [one for one in findings if one.essential and not one.holds] == []
    assert doctor.fit(findings)
    doctor.require_fit(cell_host)


@pytest.mark.parametrize("trial", trials.TRIALS, ids=lambda trial: str(trial.limit))
def test_a_cell_that_lets_it_pass_is_unfit(
    cell_host: Host, monkeypatch: pytest.MonkeyPatch, trial: trials.Trial
) -> None:
    """Each trial, told that its program ended well and said it got through, must call the host unfit."""
    real = cell_host.run
    code = doctor._filled(trial).code.encode()

    def leaking(job: Job) -> Report:
        report = real(job) if job.files["main.py"] != code else Report(Status.OK, stdout="open\n")
        return report

    monkeypatch.setattr(trials, "TRIALS", (trial,))
    monkeypatch.setattr(cell_host, "run", leaking)
    with pytest.raises(doctor.Unfit, match=trial.limit):
        doctor.require_fit(cell_host)


def test_a_fault_of_ours_is_unfit_too(cell_host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_host, "run", lambda job: Report(Status.INTERNAL, detail="broken"))
    findings = doctor.examine(cell_host)
    assert not doctor.fit(findings)
    assert "broken" in findings[1].proof


def test_what_is_not_essential_does_not_refuse() -> None:
    one = doctor.Finding("x", True, "y", "z")
    assert doctor.fit([one, replace(one, holds=False, essential=False)])
    assert not doctor.fit([one, replace(one, holds=False)])


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "apparmor_parser"),
        ("/proc/sys/kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
        ("/proc/sys/user/max_user_namespaces", "0", "user.max_user_namespaces"),
    ],
)
def test_known_obstacles_have_their_remedy(monkeypatch: pytest.MonkeyPatch, path: str, value: str, words: str) -> None:
    monkeypatch.setattr(remedies, "_says", lambda asked, wanted: (asked, wanted) == (path, value))
    assert any(words in obstacle for obstacle in remedies.obstacles())


@pytest.mark.parametrize(
    ("detail", "remedy"),
    [
        ("bwrap: No permissions to creating new namespace, likely because ...", remedies.CONTAINER_NAMESPACES),
        ("bwrap: Creating new namespace failed: Operation not permitted", remedies.CONTAINER_NAMESPACES),
        ("bwrap: Can't mount proc on /newroot/proc: Operation not permitted", remedies.CONTAINER_PROC),
        ("bwrap: Failed to make / slave: Permission denied", remedies.CONTAINER_MOUNTS),
        ("something new", remedies.CONTAINER),
    ],
)
def test_a_container_has_the_remedy_for_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch, cell_host: Host, detail: str, remedy: str
) -> None:
    monkeypatch.setattr(remedies, "_says", lambda path, value: False)
    monkeypatch.setattr(remedies, "in_container", lambda: True)
    assert cell_host.remedy(f"the cell closed its end: {detail}") == remedy


def test_reads_what_the_kernel_says(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("1\n")
    assert remedies._says(str(tmp_path / "x"), "1")
    assert not remedies._says(str(tmp_path / "none"), "1")
