"""What a source cannot do to its judge: learn the answer, change the question, pass by a trick, blame another.

After each, the same host grades a good source, and the machine is as it was.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader import Exercise, Verdict, grade
from grader.cells import reference
from sandbox import Job, Status
from sandbox.host import Host
from tests.sandbox.invariants import Surroundings

pytestmark = pytest.mark.sandbox
HERE = Path(__file__).parent
NOTHING = "\ndef word_count(text): return {}\n"
FRAME = """
import json, os, struct
def frame(header):
    text = json.dumps(header).encode()
    return struct.pack('>8sQQ', b'jieti/1\\n', len(text), 10) + text + struct.pack('<Q', 2) + b'{}'
"""

HandIn = Callable[..., Verdict]


@pytest.fixture(scope="module")
def surroundings(host: Host) -> Iterator[Surroundings]:
    made = Surroundings()
    for image in ("python", "torch"):
        assert host.run(Job("script", {"main.py": made.secret.encode()}, image=image)).status is not Status.INTERNAL
    yield made
    made.close()


def at_rest(host: Host) -> None:
    """As many wardens wait as after any job that has ended well."""
    for image in ("python", "torch"):
        assert host.run(Job("script", {"main.py": b""}, image=image)).status is Status.OK


@pytest.fixture
def hand_in(host: Host, word_count: Exercise, surroundings: Surroundings) -> HandIn:
    """Grade a hostile source, by default of the exercise that needs no torch; then see that nothing has come of it."""

    def graded(source: str, exercise: Exercise = word_count, seed: int | None = None) -> Verdict:
        at_rest(host)
        with surroundings.unchanged():
            verdict = grade(exercise, source, host, seed=seed)
            good = grade(word_count, word_count.files["solution.py"], host)
            at_rest(host)
        text = json.dumps(verdict.to_json(), allow_nan=False, ensure_ascii=False)
        assert good.status == "passed"
        assert verdict.status not in ("internal", "broken_exercise")
        assert surroundings.secret not in text and "\0" not in text
        assert len(text.encode()) < 2_000_000
        return verdict

    return graded


def test_cannot_find_the_solution(hand_in: HandIn) -> None:
    source = """
import glob, importlib, sys
print([path for path in glob.glob('/desk/**', recursive=True)])
for name in ('solution', 'reference', 'tests', 'exercise', 'grader', 'wrong', 'variants'):
    try: importlib.import_module(name)
    except ImportError: continue
    print('found', name)
print([name for name in sys.modules if 'solution' in name])
"""
    verdict = hand_in(source + NOTHING)
    assert sorted(eval(verdict.stdout.splitlines()[0])) == ["/desk/", "/desk/learner.py", "/desk/probe.py"]
    assert verdict.stdout.splitlines()[1:] == ["[]"]


def test_cannot_find_what_is_expected_in_memory(hand_in: HandIn) -> None:
    source = """
import gc
def word_count(text):
    mine = {}
    for word in text.split(): mine[word] = mine.get(word, 0) + 1
    print(sum(type(one) is dict and one == mine and one is not mine for one in gc.get_objects()) if mine else 0)
    return {}
"""
    verdict = hand_in(source)
    assert set(verdict.stdout.split()) == {"0"}


def test_cannot_rebuild_the_inputs_from_a_seed(hand_in: HandIn, softmax: Exercise) -> None:
    source = """
import numpy as np, torch
def softmax(x):
    for seed in (torch.initial_seed(), 0, 1, 42, 1234, int(np.random.get_state()[1][0])):
        guess = torch.from_numpy(np.random.default_rng(seed).standard_normal((3, 5)))
        print((guess == x).all().item())
    return x
"""
    assert set(hand_in(source, softmax).stdout.split()) == {"False"}


def test_cannot_learn_what_is_expected_by_raising(hand_in: HandIn, host: Host, softmax: Exercise) -> None:
    verdict = hand_in("def softmax(x):\n    raise ValueError(str(x.tolist()))", softmax, seed=7)
    expected = reference(softmax, host, seed=7).expected["values"].value.data  # type: ignore[union-attr]
    text = json.dumps(verdict.to_json())
    assert verdict.status == "error"
    assert not [number for number in expected.ravel() if f"{number:.5f}" in text]


@pytest.mark.parametrize("victim", ["probe.py", "learner.py", "../desk/probe.py"])
def test_cannot_change_the_question(hand_in: HandIn, victim: str) -> None:
    source = f"""
import os
def observe(*_): return {{}}
for do in (lambda p: open(p, 'w').write('def observe(*a): return 1 / 0'), os.remove, lambda p: os.symlink('/', p)):
    try: do('/desk/{victim}')
    except OSError: pass
"""
    assert hand_in(source + NOTHING).status == "failed"


PATCHES = [
    "import builtins\nbuiltins.isinstance = lambda *_: True\nbuiltins.len = builtins.type = lambda *_: dict",
    "import json\njson.dumps = lambda *_, **__: '{}'",
    "import json\njson.dumps = lambda *_, **__: 'x' * 10**6",
    "import json\njson.JSONEncoder.encode = lambda *_: '{\"observations\": []}'",
    "import sys\nfor name in list(sys.modules):\n    if name.startswith('sandbox'): sys.modules[name] = None",
    "import sys\nsys.settrace(lambda *_: None)\nsys.setprofile(lambda *_: None)\nsys.addaudithook(lambda *_: None)",
    "import sys\nsys.meta_path.insert(0, object())\nsys.path_hooks.insert(0, 7)\nsys.path[:] = []",
    "import sys\nframe = sys._getframe()\nwhile frame:\n    frame.f_globals.update(find=1)\n    frame = frame.f_back",
    "import sys\nframe = sys._getframe()\nwhile frame:\n    frame.f_locals.clear()\n    frame = frame.f_back",
    "import sandbox.inside.probe as probe\nprobe.Bench.observe = lambda *_: {'observations': {}, 'forbidden': []}",
    "import sandbox.inside.tensors as tensors\ntensors.Packer.node = lambda *_: True",
    "import sandbox.inside.tensors as tensors\ntensors.Packer.blob = lambda *_: b'x' * 10**6",
    "import gc\nfor one in gc.get_objects():\n    if type(one) is dict and 'counts' in one: one.clear()",
    "import sys\nsys.stdout = sys.stderr = None\nimport os\nos.close(1); os.close(2)",
    "import signal\nfor n in {*range(1, 65)} - {9, 19, 32, 33}: signal.signal(n, lambda *_: None)",
    "class A(dict):\n    def __eq__(self, _): return True\nimport builtins\nbuiltins.dict = A",
]


@pytest.mark.parametrize("patch", PATCHES)
def test_cannot_pass_by_patching(hand_in: HandIn, patch: str) -> None:
    assert hand_in(patch + NOTHING).status in ("failed", "error")


VALUES = [
    "type('L', (list,), {'__iter__': lambda s: iter(int, 1)})([1])",
    "type('L', (list,), {'__len__': lambda s: 1 << 62})([1])",
    "type('D', (dict,), {'__eq__': lambda s, o: True, 'items': lambda s: iter(int, 1)})()",
    "type('D', (dict,), {'__class__': property(lambda s: while_true())})()",
    "type('S', (str,), {'encode': lambda s, *a: while_true()})('x')",
    "type('I', (int,), {'__index__': lambda s: while_true(), '__eq__': lambda s, o: True})(3)",
    "type('A', (), {'__array__': lambda s, *a, **k: while_true(), '__float__': lambda s: while_true()})()",
    "type('A', (), {'__getattribute__': lambda s, n: while_true()})()",
    "iter(int, 1)",
    "{float('nan'): 1, 10**4000: 2}",
    "{'a': object(), ('b', 1): {1, 2}, None: b'x', 1j: range(10**9)}",
    "{'x' * 10**7: 1}",
    "dict.fromkeys(range(10**6))",
    "{'\\ud800\\0': 1}",
]


@pytest.mark.parametrize("value", VALUES)
def test_cannot_stall_or_break_the_judge_with_a_value(hand_in: HandIn, value: str) -> None:
    source = f"def while_true():\n    while True: pass\ndef word_count(text): return {value}"
    assert hand_in(source).status in ("failed", "error", "timeout", "output", "memory")


@pytest.mark.parametrize("place", ["", "def word_count(text): "])
@pytest.mark.parametrize(
    "end",
    [
        "import sys; sys.exit(0)",
        "raise SystemExit",
        "raise KeyboardInterrupt",
        "raise GeneratorExit",
        "import os; os._exit(0)",
        "import os; os.kill(os.getpid(), 9)",
        "import os; os.abort()",
    ],
)
def test_cannot_pass_by_ending(hand_in: HandIn, place: str, end: str) -> None:
    assert hand_in(f"{place}{end}" + ("" if place else NOTHING)).status in ("failed", "error")


def test_cannot_pass_with_an_answer_of_its_own(hand_in: HandIn) -> None:
    names = ["counts", "empty", "total"]
    forged = f"{{'forbidden': [], 'observations': {{n: {{'value': 30}} for n in {names}}}}}"
    for header, times in ((forged, 1), (forged, 2), ("{}", 1), ("[]", 1), ("{'status': 'passed', 'score': 1}", 1)):
        source = FRAME + f"os.write(3, frame({header}) * {times})\nos._exit(0)" + NOTHING
        assert hand_in(source).status in ("failed", "error")


@pytest.mark.parametrize("blame", ["'fault': 'no device'", "'broken': {'traceback': 'probe'}", "'internal': 1"])
def test_cannot_blame_anybody_else(hand_in: HandIn, blame: str) -> None:
    assert hand_in(FRAME + f"os.write(3, frame({{{blame}}}))\nos._exit(0)" + NOTHING).status == "error"


def test_cannot_change_an_answer_that_is_given(hand_in: HandIn) -> None:
    source = (
        FRAME
        + """
import atexit, threading, time
def again():
    try: os.write(3, frame({'observations': {}}))
    except OSError: pass
class Late:
    def __del__(self): again()
late = Late()
atexit.register(again)
def word_count(text):
    threading.Timer(0.05, again).start()
    return {}
"""
    )
    assert hand_in(source).status in ("failed", "error")


def test_cannot_keep_anything_for_the_next_attempt(hand_in: HandIn) -> None:
    source = """
import os
places = ['/tmp', '/desk', '/dev/shm', os.path.expanduser('~')]
print([open(p + '/kept').read() for p in places if os.path.exists(p + '/kept')])
for p in places: open(p + '/kept', 'w').write('mine')
"""
    assert [hand_in(source + NOTHING).stdout for _ in range(2)] == ["[]\n"] * 2


def test_cannot_fake_the_time_it_took(hand_in: HandIn) -> None:
    source = """
import time
sleep = time.sleep
for name in ('time', 'perf_counter', 'monotonic', 'process_time', 'perf_counter_ns'): setattr(time, name, lambda: 0)
def word_count(text):
    sleep(0.15)
    return {}
"""
    assert hand_in(source).resources.wall_ms > 300


def test_cannot_change_the_input_of_the_next_check(hand_in: HandIn, softmax: Exercise) -> None:
    body = softmax.files["solution.py"]
    changes = body.replace("    e = ", "    with torch.no_grad(): x.fill_(0)\n    e = ")
    assert hand_in(changes, softmax).status == "failed"
    after = body.replace(
        "    return e / e.sum(-1, keepdim=True)",
        "    out = e / e.sum(-1, keepdim=True)\n    x.data.fill_(0)\n    return out",
    )
    verdict = hand_in(after, softmax)
    assert [
        check.check.id for check in verdict.checks if check.check.id in ("map", "large") and check.status != "passed"
    ] == []


def test_cannot_pass_with_what_was_right_before(hand_in: HandIn, host: Host, softmax: Exercise) -> None:
    before = reference(softmax, host, seed=1).expected["values"].value.data.tolist()  # type: ignore[union-attr]
    source = f"import torch\ndef softmax(x): return torch.tensor({before}, dtype=x.dtype)"
    checks = {check.check.id: check.status for check in hand_in(source, softmax, seed=1).checks}
    assert checks["values"] == "passed"
    checks = {check.check.id: check.status for check in hand_in(source, softmax).checks}
    assert checks["values"] == "failed"


TORCH_PATCHES = [
    "torch.allclose = torch.equal = torch.isclose = torch.testing.assert_close = lambda *_, **__: True",
    "torch.Tensor.__eq__ = torch.Tensor.__bool__ = lambda *_: True",
    "torch.Tensor.numpy = lambda s, **_: numpy.full(tuple(s.shape), 0.2)",
    "torch.Tensor.detach = torch.Tensor.cpu = torch.Tensor.contiguous = lambda s, *_: torch.full((3, 5), 0.2)",
    "torch.Tensor.shape = torch.Tensor.dtype = property(lambda s: 1 / 0)",
    "torch.from_numpy = lambda array: torch.zeros(array.shape)",
    "torch.autograd.grad = lambda *_, **__: (torch.zeros(3, 5, dtype=torch.float64),)",
    "torch.Tensor.requires_grad_ = lambda s: s",
    "numpy.ascontiguousarray = numpy.asarray = numpy.stack = lambda *_, **__: numpy.zeros(15)",
    "numpy.random.default_rng = lambda *_: None",
    "sys.modules['torch'] = sys.modules['numpy'] = None",
    "torch.Tensor = type('Tensor', (), {})",
    "import sandbox.inside.tensors as tensors\ntensors.torch_module = lambda: None",
    "import sandbox.inside.tensors as tensors\ntensors.Inputs.fresh = lambda self: {}",
]


@pytest.mark.parametrize("patch", TORCH_PATCHES)
def test_cannot_pass_by_patching_torch(hand_in: HandIn, softmax: Exercise, patch: str) -> None:
    source = f"import numpy, sys, torch, torch.testing\n{patch}\ndef softmax(x): return x\n"
    assert hand_in(source, softmax).status in ("failed", "error")


# What might be taken for a tensor of shape (3, 5), or compared as if it were the one that is expected.
TENSORS = {
    "zero-size": "torch.empty(0, dtype=x.dtype)",
    "zero-size along one axis": "torch.empty(3, 0, dtype=x.dtype)",
    "one number to be broadcast": "torch.tensor([0.2], dtype=x.dtype)",
    "one number without axes": "x.mean()",
    "one number that is expanded": "torch.tensor(0.2, dtype=x.dtype).expand(3, 5)",
    "a row to be broadcast": "(x.exp() / x.exp().sum(-1, keepdim=True))[:1]",
    "one axis more": "x.exp()[None]",
    "NaN everywhere": "torch.full_like(x, float('nan'))",
    "infinity everywhere": "torch.full_like(x, float('inf'))",
    "a nested tensor": "torch.nested.nested_tensor([x, x[:1]])",
    "a compressed tensor": "x.to_sparse_csr()",
    "a tensor of another device": "torch.empty(3, 5, device='meta')",
    "a tensor that vmap has left behind": "(torch.func.vmap(lambda t: kept.append(t) or t)(x), kept[-1])[1]",
    "a fake tensor": "FakeTensorMode().from_tensor(x.detach())",
    "a subclass made without its constructor": "torch.Tensor._make_subclass(Hiding, x.detach())",
    "a subclass that hides": "Hiding(x.detach())",
    "bare storage": "x.untyped_storage()",
    "an array of objects": "numpy.array([object()] * 15, dtype=object).reshape(3, 5)",
    "an array of fields": "numpy.zeros((3, 5), dtype=[('a', 'f8'), ('b', 'O')])",
    "an array of texts": "numpy.full((3, 5), '0.2')",
    "an array of dates": "numpy.zeros((3, 5), dtype='datetime64[s]')",
    "a masked array": "numpy.ma.masked_all((3, 5))",
    "a matrix": "numpy.matrix(x.detach().numpy())",
    "thirty axes": "torch.zeros([1] * 30, dtype=x.dtype)",
    "a list of numbers": "x.tolist()",
}
HIDING = """
import numpy, torch
from torch._subclasses.fake_tensor import FakeTensorMode
kept = []
class Hiding(torch.Tensor):
    __class__ = property(lambda self: torch.Tensor)
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True if func in (torch.equal, torch.allclose) else super().__torch_function__(func, types, args, kwargs)
"""


@pytest.mark.parametrize("name", TENSORS)
def test_cannot_pass_with_something_like_a_tensor(hand_in: HandIn, softmax: Exercise, name: str) -> None:
    yaml = softmax.files["exercise.yaml"].replace("wall_s: 2, cpu_s: 2", "wall_s: 20, cpu_s: 20")
    patient = Exercise.from_files("softmax", {**softmax.files, "exercise.yaml": yaml})
    verdict = hand_in(f"{HIDING}\ndef softmax(x): return {TENSORS[name]}\n", patient)
    assert verdict.status in ("failed", "error")
    assert {check.status for check in verdict.checks if check.check.id == "values"} == {"failed"}


def test_cannot_pass_with_a_gradient_that_was_right_before(hand_in: HandIn, host: Host, softmax: Exercise) -> None:
    before = reference(softmax, host, seed=1).expected["gradient"].value.data.tolist()  # type: ignore[union-attr]
    source = f"""
import torch
class Learnt(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return torch.exp(x - x.amax(-1, True)) / torch.exp(x - x.amax(-1, True)).sum(-1, True)
    @staticmethod
    def backward(ctx, grad): return torch.tensor({before}, dtype=grad.dtype)
def softmax(x): return Learnt.apply(x)
"""
    assert hand_in(source, softmax, seed=1).status == "passed"
    checks = {check.check.id: check.status for check in hand_in(source, softmax).checks}
    assert (checks["values"], checks["gradient"]) == ("passed", "failed")


def test_cannot_change_what_was_returned_afterwards(hand_in: HandIn, softmax: Exercise) -> None:
    """What is sent is a copy made when the observation ended: it is all right, or all wrong, whatever comes later."""
    source = """
import threading, torch
kept = []
def later():
    while True:
        for one in list(kept): one.data.copy_(right(one.argument))
def right(x):
    e = (x - x.amax(-1, keepdim=True)).exp()
    return e / e.sum(-1, keepdim=True)
def softmax(x):
    out = x * 0
    return out
threading.Thread(target=later, daemon=True).start()
"""
    assert hand_in(source, softmax).status in ("failed", "error", "timeout")


FORBIDDEN = sorted(path.stem for path in (HERE / "attempts" / "softmax").glob("forbidden-*.py"))


@pytest.mark.parametrize("name", FORBIDDEN)
def test_cannot_call_what_is_forbidden(hand_in: HandIn, softmax: Exercise, name: str) -> None:
    source = (HERE / "attempts" / "softmax" / f"{name}.py").read_text(encoding="utf-8")
    expected = json.loads((HERE / "attempts" / "softmax" / f"{name}.json").read_text(encoding="utf-8"))
    assert hand_in(source, softmax).status == expected["status"] != "passed"


UNPRINTABLE = "'\\0\\ud800\\x1b[2J\\x07<script>alert(1)</script>\\u202e' + chr(0x10ffff)"


@pytest.mark.parametrize(
    "source",
    [
        f"print({UNPRINTABLE})",
        "import os\nos.write(1, bytes(range(256)) * 10); os.write(2, bytes(range(256)) * 10)",
        f"raise ValueError({UNPRINTABLE})",
        f"raise type({UNPRINTABLE}.replace(chr(0), ''), (Exception,), {{}})()",
        f"import warnings\nwarnings.warn({UNPRINTABLE})",
    ],
)
def test_cannot_break_a_page_or_a_row(hand_in: HandIn, source: str) -> None:
    for whole in (source + NOTHING, "def word_count(text):\n    " + source.replace("\n", "\n    ")):
        hand_in(whole).reason.encode()


@pytest.mark.parametrize(
    "source",
    [
        "raise ValueError('x' * 10**7)",
        "def f(n): return f(n + 1)\nf(0)",
        "raise ExceptionGroup('x', [ValueError('y' * 1000) for _ in range(1000)])",
        "error = ValueError('x')\nerror.__cause__ = ValueError('y')\nerror.add_note('z' * 10**7)\nraise error",
        "raise type('x' * 10**6, (Exception,), {})",
        "class E(Exception):\n    def __str__(self): return 'x' * 10**8\nraise E",
        "class E(Exception):\n    __class__ = property(lambda s: 1 / 0)\n    def __str__(self): raise self\nraise E",
    ],
)
def test_cannot_fill_a_verdict(hand_in: HandIn, source: str) -> None:
    verdict = hand_in(source + NOTHING)
    assert verdict.status in ("error", "memory", "output")
    assert len(json.dumps(verdict.to_json())) < 100_000


@pytest.mark.parametrize(
    "source",
    ["x=" + "-" * 100_000 + "1", "x=" + "(" * 300 + ")" * 300, "[" * 10_000, "x = 'a' * 10**10", "\f" * 10_000],
)
def test_cannot_break_the_parser(hand_in: HandIn, source: str) -> None:
    assert hand_in(source).status in ("error", "memory")
