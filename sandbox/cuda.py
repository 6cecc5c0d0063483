"""NVIDIA's GPUs and their MIG slices as devices of the pool: the host's half of everything that is CUDA.

NEVER RUN ON CUDA HARDWARE: nobody here had any. What was run is this logic against a stand-in for NVML
(tests/sandbox/test_cuda.py), and the pool itself on the CPU. The cell's half, a few lines, is inside/device.py. What
the driver's library wants to see (uvm-tools, /sys/module/nvidia, /proc/driver) is taken from public reports about it.
"""

import importlib
import os
import re
from pathlib import Path
from typing import Any

from sandbox.contract import MIB
from sandbox.devices import Cells, Device, Lost

CAPABILITIES = Path("/proc/driver/nvidia/capabilities")
SHARED_NODES = ("/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools")
FOLDERS = ("/sys/module/nvidia", "/sys/module/nvidia_uvm", "/sys/bus/pci/devices", "/sys/devices/system/node")
TOLERANCE = 64 * MIB  # by how much a driver's own use of memory may change
ENVIRONMENT = {
    "CUDA_CACHE_DISABLE": "1",  # what it would write is the learner's to write
    "PYTORCH_NVML_BASED_CUDA_CHECK": "1",  # lets the zygote be asked for CUDA without touching it
}


def find() -> tuple[list[Device], str]:
    """Return every GPU, or its slices where it is cut into MIG slices; and why there is none, if there is none."""
    try:
        nvml = importlib.import_module("pynvml")
    except ImportError:
        return [], "no CUDA device is known: the package nvidia-ml-py is not installed"
    try:
        nvml.nvmlInit()
        gpus = [nvml.nvmlDeviceGetHandleByIndex(number) for number in range(nvml.nvmlDeviceGetCount())]
        found = [device for gpu in gpus for device in _devices(nvml, gpu)]
    except nvml.NVMLError as error:
        return [], f"no CUDA device is known: NVML says {error}"
    return found, "" if found else "no CUDA device is known: NVML lists none"


def _devices(nvml: Any, gpu: Any) -> list[Device]:
    uuid, minor = _text(nvml.nvmlDeviceGetUUID(gpu)), nvml.nvmlDeviceGetMinorNumber(gpu)
    nodes = (f"/dev/nvidia{minor}", *SHARED_NODES)
    bus = _text(nvml.nvmlDeviceGetPciInfo(gpu).busId).lower()[-12:]  # sysfs has four digits for the domain, NVML eight
    folders = (*FOLDERS, os.path.realpath(f"/sys/bus/pci/devices/{bus}"))
    if not _is_cut(nvml, gpu):
        return [CudaDevice(nvml, gpu, (uuid,), nodes, folders)]
    found: list[Device] = []
    for part in _slices(nvml, gpu):
        ids = (_text(nvml.nvmlDeviceGetUUID(part)), uuid)
        found.append(CudaDevice(nvml, part, ids, (*nodes, *_grants(nvml, part, minor)), folders))
    return found


def _is_cut(nvml: Any, gpu: Any) -> bool:
    try:
        return bool(nvml.nvmlDeviceGetMigMode(gpu)[0])
    except nvml.NVMLError:
        return False  # this kind of GPU cannot be


def _slices(nvml: Any, gpu: Any) -> list[Any]:
    found = []
    for number in range(nvml.nvmlDeviceGetMaxMigDeviceCount(gpu)):
        try:
            found.append(nvml.nvmlDeviceGetMigDeviceHandleByIndex(gpu, number))
        except nvml.NVMLError:
            continue  # this place is empty
    return found


def _grants(nvml: Any, part: Any, minor: int) -> list[str]:
    """Return the device nodes that open a slice: of its GPU instance, and of its compute instance."""
    instance = CAPABILITIES / f"gpu{minor}" / "mig" / f"gi{nvml.nvmlDeviceGetGpuInstanceId(part)}"
    places = (instance / "access", instance / f"ci{nvml.nvmlDeviceGetComputeInstanceId(part)}" / "access")
    return [f"/dev/nvidia-caps/nvidia-cap{_number(place)}" for place in places]


def _number(place: Path) -> str:
    found = re.search(r"DeviceFileMinor:\s*(\d+)", place.read_text())
    return found[1] if found else ""


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


class CudaDevice(Device):
    """A GPU or a MIG slice of one, watched through NVML."""

    kind = "cuda"

    def __init__(
        self, nvml: Any, handle: Any, ids: tuple[str, ...], nodes: tuple[str, ...], folders: tuple[str, ...]
    ) -> None:
        """`ids`: its UUID; of a slice also its GPU's, for which of the two CUDA tells depends on its version."""
        super().__init__(
            ids[0],
            ids,
            tuple(node for node in nodes if os.path.exists(node)),
            tuple(folder for folder in folders if os.path.isdir(folder)),
            {**ENVIRONMENT, "CUDA_VISIBLE_DEVICES": ids[0]},
            whole_proc=True,
        )
        self.nvml = nvml
        self.handle = handle
        self.idle: int | None = None  # memory in use when nobody has it

    def check(self, cells: Cells) -> str:
        """See Device: no process, whoever's, computes on it, and as much memory is free as at the first look."""
        if left := super().check(cells):
            return left
        try:
            pids = [process.pid for process in self._processes()]
            memory = self._memory()
        except self.nvml.NVMLError as error:
            raise Lost(str(error)) from error
        if pids:
            return f"processes are using it: {pids}"
        self.idle = memory if self.idle is None else self.idle
        if memory > self.idle + TOLERANCE:
            return f"{memory // MIB} MiB of memory are in use, {self.idle // MIB} were before any job"
        return ""

    def used(self, cells: Cells) -> int:
        """See Device: what its processes have, or, where NVML cannot tell them apart, everybody."""
        try:
            shares = [process.usedGpuMemory for process in self._processes()]
            if not shares or any(share is None for share in shares):
                return self._memory()
            return sum(shares)
        except self.nvml.NVMLError as error:
            raise Lost(str(error)) from error

    def _processes(self) -> list[Any]:
        return list(self.nvml.nvmlDeviceGetComputeRunningProcesses(self.handle))

    def _memory(self) -> int:
        return int(self.nvml.nvmlDeviceGetMemoryInfo(self.handle).used)
