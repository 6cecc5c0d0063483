"""What sandbox/ says in English is read in Chinese, commands unchanged; what nobody knows is shown as it is."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils import translation

from jieti.operations import findings
from jieti.operations.remedy import parse, remedies_for, separate
from jieti.settings.paths import PACKAGE
from sandbox import cgroup, doctor, remedies, trials
from sandbox.containers import Containers
from sandbox.contract import Report, Status
from sandbox.host import Host

CATALOGUE = PACKAGE / "operations" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
NAMES = {"RLIMIT_AS", "RLIMIT_NPROC", "no_new_privs", "seccomp", "tmpfs", "bwrap", "{memory}", "{processes}"}


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    entries = polib.pofile(str(CATALOGUE)).translated_entries()
    return {entry.msgid: entry.msgstr for entry in entries if entry.msgctxt == findings.CONTEXT}


@pytest.fixture
def in_chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


def test_every_sentence_has_its_chinese(chinese: dict[str, str]) -> None:
    assert not [text for text in dict.fromkeys(findings.texts()) if text not in chinese]


def test_every_holder_has_its_chinese(chinese: dict[str, str]) -> None:
    held_by = [*(trial.held_by for trial in trials.TRIALS), *Host.holders.values(), *Containers.holders.values()]
    parts = {part for whole in held_by for part in whole.split(", ")}
    assert parts - NAMES <= set(chinese)


def test_nothing_is_translated_that_is_not_said(chinese: dict[str, str]) -> None:
    assert set(chinese) - {"Limit", "holds", "does not hold"} <= set(findings.texts())


@pytest.mark.parametrize("text", findings.known_remedies(), ids=lambda text: text[:30])
def test_commands_are_the_same_in_both_languages(chinese: dict[str, str], text: str) -> None:
    english, translated = parse(text), parse(chinese[text])
    assert set(english.commands) == set(translated.commands)
    blocks = [[one.block for one in remedy.paragraphs if one.block] for remedy in (english, translated)]
    assert blocks[0] == blocks[1]


def said_by_doctor() -> Iterator[doctor.Finding]:
    """What the doctor says of a host on which nothing works, and of trials that end otherwise than they should."""
    with Host(Path("/nonexistent/python")) as host:
        yield from doctor.examine(host)
        for report in (Report(Status.OK, stdout="open\n"), Report(Status.TIMEOUT, limit="wall"), Report(Status.OK)):
            yield from (doctor._finding(host, trial, report) for trial in trials.TRIALS if not trial.proof(report))
        yield doctor._groups(host)
        host.cgroups = cgroup.NoCgroups()
        yield doctor._groups(host)


def test_all_that_the_doctor_says_is_understood(in_chinese: None) -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    for finding in said_by_doctor():
        shown = findings.translated(vars(finding))
        assert han.search(shown.limit), finding
        assert han.search(shown.proof), finding
        assert all(han.search(text) for text in separate(finding.remedy)), finding


def test_what_a_sentence_carries_stays(in_chinese: None) -> None:
    proof = "expected that an endless loop was ended; saw timeout (wall): Traceback: 100% sure"
    assert findings.spoken(proof) == "应当是“死循环被终止”；实际是 timeout (wall)：Traceback: 100% sure"
    assert findings.spoken("bwrap 0.11.0, zygote ready in 98 ms") == "bwrap 0.11.0，母进程用 98 毫秒就绪"
    assert findings.spoken("something new") == "something new"
    assert findings.spoken("") == ""


def test_several_remedies_are_told_apart(in_chinese: None) -> None:
    joined = "\n".join([remedies.APPARMOR, remedies.MOST, "And one that is new."])
    found = separate(joined)
    assert len(found) == 3
    assert (
        "apparmor_parser" in found[0] and "user.max_user_namespaces" in found[1] and found[2] == "And one that is new."
    )


def test_a_remedy_of_many_findings_is_given_once() -> None:
    one = {"holds": False, "remedy": remedies.CLONE}
    better = {"holds": False, "essential": False, "remedy": remedies.NO_CGROUP}
    stored = [one, one, better, {"holds": True}]
    assert len(remedies_for(stored, essential=True)) == len(remedies_for(stored, essential=False)) == 1


def test_words_commands_and_blocks_are_told_apart() -> None:
    remedy = parse("Put\n    abi <x>,\n    profile {}\ninto `/etc/x` and run `apparmor_parser -r\n/etc/x`.")
    assert [one.block for one in remedy.paragraphs] == ["", "abi <x>,\nprofile {}", ""]
    assert [piece.text for piece in remedy.paragraphs[2].pieces if piece.code] == [
        "/etc/x",
        "apparmor_parser -r /etc/x",
    ]
    assert remedy.commands == ("apparmor_parser -r /etc/x",)
