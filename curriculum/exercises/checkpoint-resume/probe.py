"""Ten steps in one go, against five, a checkpoint, fresh objects and five more: Adam, a cosine schedule, BatchNorm,
dropout and batches drawn at random, so that whatever is not restored shows.
"""

import resource
import tempfile
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

FEATURES, CLASSES, STEPS = 6, 4, 10
ROOM = 1000  # bytes that fit onto the full disk


def make_cases(rng):
    return {
        "x": torch.from_numpy(rng.standard_normal((40, FEATURES))),
        "y": torch.from_numpy(rng.integers(0, CLASSES, 40)),
        "seed": int(rng.integers(1, 2**31)),
    }


class Run:
    """A model in training, and what belongs to it."""

    def __init__(self, seed, lr=0.02):
        torch.manual_seed(seed)
        layers = nn.Linear(FEATURES, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.4), nn.Linear(8, CLASSES)
        self.model = nn.Sequential(*layers).double()
        self.opt = torch.optim.Adam(self.model.parameters(), lr=lr, weight_decay=0.01)
        self.sched = torch.optim.lr_scheduler.CosineAnnealingLR(self.opt, T_max=STEPS)
        self.losses, self.rates = [], []

    def train(self, x, y, first, last):
        self.model.train()
        for _ in range(first, last):
            rows = torch.randperm(len(x))[:8]
            loss = F.cross_entropy(self.model(x[rows]), y[rows])
            self.opt.zero_grad()
            loss.backward()
            self.opt.step()
            self.sched.step()
            self.losses.append(loss.item())
            self.rates.append(self.sched.get_last_lr()[0])


class Unwritable:
    """Something whose state ends in what no file can hold, after much that it can."""

    def __init__(self):
        self.filling, self.hook = torch.zeros(20000), lambda: None

    def state_dict(self):
        return {"filling": self.filling, "hook": self.hook}


def observe(module, inputs, device):
    x, y, seed = inputs["x"], inputs["y"], inputs["seed"]

    def fresh():
        """New objects in a new process, as it were: other weights, another learning rate, other random numbers."""
        return Run(seed + 1, lr=0.5)

    def trained(folder, steps=5):
        run, path = Run(seed), Path(folder) / "last.pt"
        run.train(x, y, 0, steps)
        module.save_ckpt(path, run.model, run.opt, run.sched, steps)
        return run, path

    def resumed(look, steps=5):
        """Save, make fresh objects, load, and look at them beside the ones that were saved."""
        with tempfile.TemporaryDirectory() as folder:
            run, path = trained(folder, steps)
            expected = torch.get_rng_state()
            again = fresh()
            again.model[1].eval()
            step = module.load_ckpt(path, again.model, again.opt, again.sched)
            return look(run, again, step, expected)

    def weights(run, again, step, expected):
        return {name: tensor.clone() for name, tensor in again.model.state_dict().items()}

    def moments(run, again, step, expected):
        kept = again.opt.state_dict()
        return {
            "state": [
                {name: torch.as_tensor(value).double() for name, value in sorted(kept["state"][key].items())}
                for key in sorted(kept["state"])
            ],
            "lr": float(kept["param_groups"][0]["lr"]),
        }

    def schedule(run, again, step, expected):
        return [again.sched.last_epoch, float(again.sched.get_last_lr()[0])]

    def chance(run, again, step, expected):
        return bool(torch.equal(torch.get_rng_state(), expected))

    def continued():
        with tempfile.TemporaryDirectory() as folder:
            _, path = trained(folder)
            (elsewhere := Path(folder) / "elsewhere").mkdir()
            again = fresh()
            module.load_ckpt(path.rename(elsewhere / "moved.pt"), again.model, again.opt, again.sched)
            again.train(x, y, 5, STEPS)
        whole = Run(seed)
        whole.train(x, y, 0, STEPS)
        kept, wanted = again.model.state_dict(), whole.model.state_dict()
        return {
            "losses of the last five steps": again.losses,
            "learning rates": again.rates,
            "bit for bit": all(torch.equal(kept[name], wanted[name]) for name in wanted),
        }

    def left_alone():
        """Saving is looking: it changes neither the run nor chance."""
        with tempfile.TemporaryDirectory() as folder:
            run = Run(seed)
            run.train(x, y, 0, 5)
            run.model.eval()
            run.model[1].train()
            modes, gradients = modes_of(run), [p.grad.clone() for p in run.model.parameters()]
            state = torch.get_rng_state()
            module.save_ckpt(Path(folder) / "last.pt", run.model, run.opt, run.sched, 5)
            same, kept = bool(torch.equal(state, torch.get_rng_state())), modes_of(run) == modes
            left = [p.grad is not None and torch.equal(p.grad, g) for p, g in zip(run.model.parameters(), gradients)]
        whole = Run(seed)
        whole.train(x, y, 0, STEPS)
        run.train(x, y, 5, STEPS)
        return {
            "random numbers": same,
            "modes": kept,
            "gradients": all(left),
            "the run goes on": run.losses == whole.losses,
        }

    def modes_of(run):
        return [part.training for part in run.model.modules()]

    def objects(run, again, step, expected):
        """What was handed in must be filled, not replaced: the optimizer holds these very parameters."""
        held = {id(parameter) for parameter in again.model.parameters()}
        driven = {id(parameter) for group in again.opt.param_groups for parameter in group["params"]}
        return {"the optimizer's parameters": held == driven, "modes": modes_of(again) == modes_of(fresh_with_eval())}

    def fresh_with_eval():
        run = fresh()
        run.model[1].eval()
        return run

    def file():
        with tempfile.TemporaryDirectory() as folder:
            _, path = trained(folder)
            try:
                read = torch.load(path, weights_only=True)
                return {"there": path.exists(), "tensors and plain values only": read is not None}
            except Exception:
                return {"there": path.exists(), "tensors and plain values only": False}

    def interrupted(spoil):
        """A second save fails halfway. What does loading give then?"""
        with tempfile.TemporaryDirectory() as folder:
            run, path = trained(folder)
            run.train(x, y, 5, 8)
            try:
                spoil(path, run)
                return "no error was raised"
            except Exception:
                pass  # it should say so; what counts is the older file
            again = fresh()
            try:
                return f"step {module.load_ckpt(path, again.model, again.opt, again.sched)}"
            except Exception as error:
                return f"the older checkpoint is lost: {type(error).__name__}"

    def unwritable(path, run):
        module.save_ckpt(path, Unwritable(), Unwritable(), Unwritable(), 8)

    def disk_full(path, run):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
        try:
            module.save_ckpt(path, run.model, run.opt, run.sched, 8)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    def replaced():
        """Two saves to one path, the later one counts; and one to another path, which has no say."""
        with tempfile.TemporaryDirectory() as folder:
            run, path = trained(folder)
            run.train(x, y, 5, 7)
            module.save_ckpt(str(path), run.model, run.opt, run.sched, 7)
            run.train(x, y, 7, 8)
            module.save_ckpt(Path(folder) / "other.pt", run.model, run.opt, run.sched, 8)
            again = fresh()
            step = module.load_ckpt(str(path), again.model, again.opt, again.sched)
            again.train(x, y, 7, 8)
            return [step, again.losses[0]]

    return {
        "weights": lambda: resumed(weights),
        "optimizer": lambda: resumed(moments),
        "schedule": lambda: resumed(schedule),
        "step": lambda: [resumed(lambda run, again, step, expected: step, steps) for steps in (5, 0)],
        "chance": lambda: resumed(chance),
        "objects": lambda: resumed(objects),
        "continued": continued,
        "left-alone": left_alone,
        "file": file,
        "interrupted": lambda: {
            "what no file can hold": interrupted(unwritable),
            "the disk is full": interrupted(disk_full),
        },
        "replaced": replaced,
    }
