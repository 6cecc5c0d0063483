"""In a container too the answer channel believes nothing."""

import pytest

from sandbox.contract import Status
from tests.sandbox.conftest import Attempt

pytestmark = pytest.mark.sandbox
FRAME = "import os, struct\nframe = struct.pack('>8sQQ', b'jieti/1\\n', 2, 0) + b'{}'\n"


@pytest.mark.parametrize(
    "code",
    [
        "os.write(3, os.urandom(99))",
        "os.write(3, frame); os.write(3, frame)",
        "os.write(3, frame + b'x')",
        "os.write(3, frame[:-1])",
        'os.write(3, b\'{"status": "ok"}\' + bytes(99))',
    ],
)
def test_cannot_send_what_is_no_single_answer(attempt: Attempt, code: str) -> None:
    assert attempt(FRAME + code + "; os._exit(0)").status is Status.BAD_ANSWER


def test_cannot_announce_more_than_allowed(attempt: Attempt) -> None:
    report = attempt(FRAME + "os.write(3, struct.pack('>8sQQ', b'jieti/1\\n', 2, 1 << 62)); os._exit(0)")
    assert (report.status, report.limit) == (Status.OUTPUT, "answer")


def test_cannot_answer_slowly(attempt: Attempt) -> None:
    code = FRAME + "import time\nfor n in range(17): os.write(3, frame[n:n + 1]); time.sleep(0.1)"
    assert attempt(code, wall_s=0.5).status is Status.BAD_ANSWER


def test_finds_no_way_to_speak_for_the_warden(attempt: Attempt) -> None:
    """A container's standard streams are the warden's way to the host: nobody else may have them."""
    code = """
import os, struct
forged = b'{"status": "ok", "sizes": []}'
for descriptor in range(4096):
    if descriptor == 3: continue
    try: os.write(descriptor, struct.pack('>Q', len(forged)) + forged)
    except OSError: pass
os._exit(7)
"""
    report = attempt(code)
    assert (report.status, report.exit_code, report.answer) == (Status.ERROR, 7, None)


@pytest.mark.parametrize("leave", ["os._exit(0)", "os._exit(3)", "os.abort()", "sys.exit(3)"])
def test_cannot_leave_early_and_pass(attempt: Attempt, leave: str) -> None:
    assert attempt(f"import os, sys\n{leave}").status is Status.ERROR


def test_bytes_that_are_no_text_come_back_as_text(attempt: Attempt) -> None:
    report = attempt("import os\nos.write(1, bytes(range(256)) + b'\\x01\\0\\0\\0\\0\\0\\0\\x09')")
    assert report.status is Status.OK
    assert "\0" not in report.stdout
