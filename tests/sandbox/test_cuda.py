"""The logic around NVML, against a stand-in for it written here: NVML is NVIDIA's part, not ours.

This proves what we do with its answers. It proves nothing about CUDA: no line of this was run on CUDA hardware.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sandbox import bwrap, cuda
from sandbox.contract import Status
from sandbox.devices import Lost
from sandbox.host import Host, cell_python
from sandbox.interpreter import Interpreter
from tests.sandbox.conftest import eventually
from tests.sandbox.pool.hosts import job, pool_of

MIB = 1 << 20
NOBODY: Callable[[], set[int]] = set


class NVMLError(Exception):
    """What NVML raises."""


@dataclass
class Part:
    """A GPU, or a slice of one, as the stand-in knows it."""

    uuid: str
    minor: int = 0
    memory: int = 3 * MIB
    processes: dict[int, int | None] = field(default_factory=dict)
    slices: "list[Part | None] | None" = None
    instance: tuple[int, int] = (0, 0)
    lost: bool = False


class Nvml:
    """As much of the module pynvml as we use."""

    NVMLError = NVMLError

    def __init__(self, gpus: list[Part], broken: bool = False) -> None:
        self.gpus = gpus
        self.broken = broken

    def nvmlInit(self) -> None:
        if self.broken:
            raise NVMLError("Driver Not Loaded")

    def nvmlDeviceGetCount(self) -> int:
        return len(self.gpus)

    def nvmlDeviceGetHandleByIndex(self, number: int) -> Part:
        return self.gpus[number]

    def nvmlDeviceGetUUID(self, part: Part) -> bytes:
        return part.uuid.encode()

    def nvmlDeviceGetMinorNumber(self, part: Part) -> int:
        return part.minor

    def nvmlDeviceGetPciInfo(self, part: Part) -> Any:
        return SimpleNamespace(busId=f"00000000:6{part.minor}:00.0")

    def nvmlDeviceGetMigMode(self, part: Part) -> list[int]:
        if part.slices is None:
            raise NVMLError("Not Supported")
        return [1 if part.slices else 0, 1]

    def nvmlDeviceGetMaxMigDeviceCount(self, part: Part) -> int:
        return len(part.slices or [])

    def nvmlDeviceGetMigDeviceHandleByIndex(self, part: Part, number: int) -> Part:
        if part.slices is None or part.slices[number] is None:
            raise NVMLError("Not Found")
        found = part.slices[number]
        assert found is not None
        return found

    def nvmlDeviceGetGpuInstanceId(self, part: Part) -> int:
        return part.instance[0]

    def nvmlDeviceGetComputeInstanceId(self, part: Part) -> int:
        return part.instance[1]

    def nvmlDeviceGetComputeRunningProcesses(self, part: Part) -> list[Any]:
        if part.lost:
            raise NVMLError("GPU is lost")
        return [SimpleNamespace(pid=pid, usedGpuMemory=memory) for pid, memory in part.processes.items()]

    def nvmlDeviceGetMemoryInfo(self, part: Part) -> Any:
        if part.lost:
            raise NVMLError("GPU is lost")
        return SimpleNamespace(used=part.memory)


Install = Callable[..., list[Any]]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Install:
    """Return a function that puts these GPUs into the stand-in, with every node there, and finds them."""

    def put(*gpus: Part) -> list[Any]:
        monkeypatch.setitem(sys.modules, "pynvml", Nvml(list(gpus)))  # type: ignore[arg-type]  # a stand-in
        monkeypatch.setattr(cuda.os.path, "exists", lambda path: True)  # type: ignore[attr-defined]  # its own import
        devices, why = cuda.find()
        assert why == ""
        monkeypatch.undo()
        return devices

    capabilities = tmp_path / "capabilities"
    for instance, number in (("gi1", 12), ("gi2", 21)):
        for place, cap in ((".", number), ("ci0", number + 1)):
            folder = capabilities / "gpu0" / "mig" / instance / place
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "access").write_text(f"DeviceFileMinor: {cap}\nDeviceFileMode: 292\n")
    monkeypatch.setattr(cuda, "CAPABILITIES", capabilities)
    return put


def test_every_gpu_is_a_device_with_its_own_node(install: Install) -> None:
    one, other = install(Part("GPU-aa"), Part("GPU-bb", minor=1))
    assert [(one.name, one.ids), (other.name, other.ids)] == [("GPU-aa", ("GPU-aa",)), ("GPU-bb", ("GPU-bb",))]
    assert one.nodes == ("/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools")
    assert set(other.nodes) - set(one.nodes) == {"/dev/nvidia1"}
    assert one.environment["CUDA_VISIBLE_DEVICES"] == "GPU-aa"


def test_every_slice_is_a_device_and_its_gpu_is_none(install: Install) -> None:
    slices = [Part("MIG-1", instance=(1, 0)), None, Part("MIG-2", instance=(2, 0))]
    one, other = install(Part("GPU-aa", slices=slices))
    assert (one.ids, other.ids) == (("MIG-1", "GPU-aa"), ("MIG-2", "GPU-aa"))
    assert one.environment["CUDA_VISIBLE_DEVICES"] == "MIG-1"
    assert [node for node in one.nodes if "caps" in node] == [f"/dev/nvidia-caps/nvidia-cap{n}" for n in (12, 13)]
    assert [node for node in other.nodes if "caps" in node] == [f"/dev/nvidia-caps/nvidia-cap{n}" for n in (21, 22)]


def test_a_gpu_that_could_be_cut_and_is_not_is_one_device(install: Install) -> None:
    assert [device.name for device in install(Part("GPU-aa", slices=[]))] == ["GPU-aa"]


def test_a_cell_gets_the_nodes_of_its_device_and_no_other(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    device, _ = install(Part("GPU-aa"), Part("GPU-bb", minor=1))
    monkeypatch.setattr(bwrap.os, "geteuid", lambda: 1000)  # type: ignore[attr-defined]  # its own import
    interpreter = Interpreter("/venv/bin/python", (), ())
    made = bwrap.command(bwrap.Bwrap("bwrap", (0, 11)), interpreter, "torch", device=device)
    bound = [made[place + 1] for place, word in enumerate(made) if word == "--dev-bind"]
    assert bound == list(device.nodes)
    assert made[-2:] == ["ahead", "whole-proc"]
    plain = bwrap.command(bwrap.Bwrap("bwrap", (0, 11)), interpreter, "torch")
    assert not [word for word in plain if "nvidia" in word or "CUDA" in word or word == "--dev-bind"]


def test_a_device_is_clean_when_nobody_computes_and_its_memory_is_back(install: Install) -> None:
    gpu = Part("GPU-aa")
    (device,) = install(gpu)
    assert device.check(NOBODY) == ""
    gpu.processes = {4711: 500 * MIB}
    assert "4711" in device.check(NOBODY)
    gpu.processes, gpu.memory = {}, 500 * MIB
    assert "500 MiB" in device.check(NOBODY)
    gpu.memory = 20 * MIB  # a driver's own use changes a little
    assert device.check(NOBODY) == ""
    assert "[1]" in device.check(lambda: {1})


def test_a_device_that_somebody_else_uses_is_not_clean_from_the_start(install: Install) -> None:
    (device,) = install(Part("GPU-aa", processes={4711: 1}))
    assert "4711" in device.check(NOBODY)


def test_what_is_used_is_what_its_processes_have_or_all_of_it(install: Install) -> None:
    gpu = Part("GPU-aa", memory=700 * MIB, processes={1: 100 * MIB, 2: 200 * MIB})
    (device,) = install(gpu)
    assert device.used(NOBODY) == 300 * MIB
    gpu.processes[3] = None  # not told, on a slice for example
    assert device.used(NOBODY) == 700 * MIB
    gpu.processes = {}  # not shown, in a container for example
    assert device.used(NOBODY) == 700 * MIB


def test_a_lost_gpu_is_lost(install: Install) -> None:
    gpu = Part("GPU-aa")
    (device,) = install(gpu)
    gpu.lost = True
    for look in (device.check, device.used):
        with pytest.raises(Lost, match="GPU is lost"):
            look(NOBODY)


@pytest.mark.parametrize(
    ("nvml", "words"),
    [
        (None, "nvidia-ml-py is not installed"),
        (Nvml([], broken=True), "Driver Not Loaded"),
        (Nvml([]), "NVML lists none"),
    ],
)
def test_no_gpu_has_its_reason(monkeypatch: pytest.MonkeyPatch, nvml: Any, words: str) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", nvml)
    devices, why = cuda.find()
    assert (devices, words in why) == ([], True)


class Shown(cuda.CudaDevice):
    """A GPU of the stand-in, of which the cell opens the CPU: the rest is what a GPU gets."""

    kind = "cpu"


@pytest.fixture
def shown() -> tuple[Part, Shown]:
    gpu = Part("GPU-aa")
    device = Shown(Nvml([gpu]), gpu, ("GPU-aa",), (), ())
    device.environment["CELL_DEVICE"] = "aa"
    return gpu, device


@pytest.mark.sandbox
def test_the_pool_sets_a_gpu_aside_whose_memory_does_not_come_back(shown: tuple[Part, Shown]) -> None:
    gpu, device = shown
    with pool_of(device, grace_s=0.1) as host:
        assert host.run(job("print(1)")).status is Status.OK
        assert eventually(lambda: host.pool().state()["GPU-aa"].word == "ready")
        gpu.memory = 900 * MIB
        assert host.run(job("print(1)")).status is Status.OK
        assert eventually(lambda: host.pool().state()["GPU-aa"].word == "quarantined")
        report = host.run(job("print(1)"))
    assert (report.status, "900 MiB of memory are in use" in report.detail) == (Status.INTERNAL, True)


@pytest.mark.sandbox
def test_the_pool_ends_a_job_that_takes_too_much_of_a_gpu(shown: tuple[Part, Shown]) -> None:
    gpu, device = shown

    def grow() -> int:
        gpu.memory += 100 * MIB
        return gpu.memory

    device._memory = grow  # type: ignore[method-assign]  # it grows while the job runs
    device.check = lambda cells: ""  # type: ignore[method-assign]  # and is forgotten after it
    with pool_of(device) as host:
        report = host.run(job("import time\ntime.sleep(9)", wall_s=10, gpu_memory=250 * MIB))
    assert (report.status, report.limit) == (Status.MEMORY, "gpu_memory")


@pytest.mark.sandbox
def test_a_host_finds_its_gpus_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", None)
    with Host(cell_python()) as host:
        report = host.run(job("print(1)"))
    assert (report.status, "nvidia-ml-py" in report.detail) == (Status.INTERNAL, True)
