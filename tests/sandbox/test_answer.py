"""The answer channel takes exactly one well-formed frame; everything else is no answer, and the worker lives on."""

import pytest

from sandbox.contract import Status
from tests.sandbox.conftest import Attempt

pytestmark = pytest.mark.sandbox

FRAME = """
import os, struct
def frame(header, blob=b'', lie=0):
    return struct.pack('>8sQQ', b'jieti/1\\n', len(header) + lie, len(blob)) + header + blob
"""


def test_a_forged_frame_is_only_a_forged_answer(attempt: Attempt) -> None:
    report = attempt(FRAME + "os.write(3, frame(b'{}', b'blob'))\nos._exit(0)")
    assert report.status is Status.OK
    assert report.answer is not None
    assert (report.answer.header, report.answer.blob) == (b"{}", b"blob")


def test_cannot_answer_twice(attempt: Attempt) -> None:
    assert attempt(FRAME + "os.write(3, frame(b'{}') * 2)\nos._exit(0)").status is Status.BAD_ANSWER


def test_cannot_answer_before_the_harness(attempt: Attempt) -> None:
    assert attempt(FRAME + "os.write(3, frame(b'{}'))").status is Status.BAD_ANSWER


def test_cannot_answer_and_go_on(attempt: Attempt) -> None:
    assert attempt(FRAME + "os.write(3, frame(b'{}') + b'more')\nos._exit(0)").status is Status.BAD_ANSWER


def test_cannot_answer_and_never_end(attempt: Attempt) -> None:
    report = attempt(FRAME + "os.write(3, frame(b'{}'))\nwhile True: pass", cpu_s=0.4)
    assert (report.status, report.limit) == (Status.TIMEOUT, "cpu")


def test_cannot_change_an_answer_afterwards(attempt: Attempt) -> None:
    code = (
        FRAME
        + """
import atexit, threading, time
def later():
    time.sleep(0.05)
    os.write(3, frame(b'{"late": 1}'))
threading.Thread(target=later, daemon=True).start()
os.write(3, frame(b'{}'))
time.sleep(0.2)
os._exit(0)
"""
    )
    assert attempt(code).status is Status.BAD_ANSWER


def test_cannot_answer_with_garbage(attempt: Attempt) -> None:
    assert attempt("import os\nos.write(3, os.urandom(5000))\nos._exit(0)").status is Status.BAD_ANSWER


def test_cannot_answer_in_part(attempt: Attempt) -> None:
    assert attempt(FRAME + "os.write(3, frame(b'{}')[:10])\nos._exit(0)").status is Status.BAD_ANSWER


def test_cannot_lie_about_sizes(attempt: Attempt) -> None:
    assert attempt(FRAME + "os.write(3, frame(b'{}', lie=100))\nos._exit(0)").status is Status.BAD_ANSWER
    assert attempt(FRAME + "os.write(3, frame(b'{}', lie=-1))\nos._exit(0)").status is Status.BAD_ANSWER


def test_cannot_announce_a_giant(attempt: Attempt) -> None:
    code = "import os, struct\nos.write(3, struct.pack('>8sQQ', b'jieti/1\\n', 2, 2**63))\nos._exit(0)"
    report = attempt(code)
    assert (report.status, report.limit) == (Status.OUTPUT, "answer")


def test_cannot_send_more_than_allowed(attempt: Attempt) -> None:
    report = attempt(FRAME + "os.write(3, frame(b'{}', bytes(20000)))\nos._exit(0)", answer=10_000)
    assert (report.status, report.limit) == (Status.OUTPUT, "answer")


def test_cannot_answer_slowly(attempt: Attempt) -> None:
    code = FRAME + "import time\nfor byte in frame(b'{}', bytes(1000)): os.write(3, bytes([byte])); time.sleep(0.02)"
    report = attempt(code, wall_s=0.5)
    assert (report.status, report.limit) == (Status.BAD_ANSWER, "wall")


def test_cannot_write_garbage_to_every_descriptor(attempt: Attempt) -> None:
    code = """
import os
for fd in range(3, 1024):
    try: os.write(fd, b'garbage')
    except OSError: pass
"""
    assert attempt(code).status is Status.BAD_ANSWER


def test_cannot_hurt_by_closing_every_descriptor(attempt: Attempt) -> None:
    assert attempt("import os\nos.closerange(0, 256)").status is Status.ERROR


def test_holds_no_descriptor_but_its_own_four(attempt: Attempt) -> None:
    code = """
import os
print(sorted(os.listdir('/proc/self/fd')), [os.readlink('/proc/self/fd/%d' % n).split(':')[0] for n in range(4)])
"""
    assert attempt(code).stdout == "['0', '1', '2', '3', '4'] ['/dev/null', 'pipe', 'pipe', 'pipe']\n"


def test_cannot_spoil_the_harness_of_the_next(attempt: Attempt) -> None:
    code = """
import builtins, json, os, sys
from sandbox.inside import channel
builtins.len = lambda x: 7
json.dumps = lambda *a, **k: 'no'
channel.answer = lambda *a: None
os.write = lambda *a: 1 / 0
sys.settrace(lambda *a: None)
sys.modules['sandbox.inside.script'] = None
"""
    assert attempt(code).status in (Status.ERROR, Status.BAD_ANSWER)


def test_cannot_answer_and_sleep(attempt: Attempt) -> None:
    report = attempt(FRAME + "import time\nos.write(3, frame(b'{}'))\ntime.sleep(60)", wall_s=0.4)
    assert (report.status, report.limit) == (Status.TIMEOUT, "wall")


def test_cannot_race_the_answer(attempt: Attempt) -> None:
    code = FRAME + "pid = os.fork()\nfor _ in range(2000): os.write(3, frame(b'{\"x\": 1}', b'y' * 100))\nos._exit(0)"
    report = attempt(code)
    assert (report.status, report.answer) == (Status.BAD_ANSWER, None)


def test_cannot_take_the_other_end_of_the_answer(attempt: Attempt) -> None:
    """A pipe can be opened again for reading: then a program reads its own words, and nobody else's."""
    code = FRAME + "end = os.open('/proc/self/fd/3', os.O_RDONLY | os.O_NONBLOCK)\nos.write(3, frame(b'{}'))\n"
    code += "try: os.read(end, 9)\nexcept BlockingIOError: pass  # the warden was faster\nos._exit(0)"
    assert attempt(code).status in (Status.BAD_ANSWER, Status.OK)
    assert (
        attempt("import os\nend = os.open('/proc/self/fd/1', os.O_RDONLY)\nos.read(end, 1)", wall_s=0.4).limit == "wall"
    )


def test_cannot_tire_us_with_tiny_pieces(attempt: Attempt) -> None:
    code = "import os\nwhile True:\n os.write(1, b'x'); os.write(2, b'y')"
    report = attempt(code, cpu_s=1, output=50_000)
    assert (report.status, report.limit) in [(Status.OUTPUT, "output"), (Status.TIMEOUT, "cpu")]
