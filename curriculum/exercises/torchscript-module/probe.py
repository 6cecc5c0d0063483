"""A small network with a loop over time, a decision that depends on the data, and a path for training only."""

import contextlib
import importlib.util
import io
import os
import tempfile
import warnings

import torch

# torch.jit.script reads source code from a file, so the model has to live in one
SOURCE = """
import torch
from torch import Tensor, nn


class Gate(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.inner, self.aux = nn.Linear(4, 3), nn.Linear(3, 3)

    def forward(self, x: Tensor) -> Tensor:
        h = torch.tanh(self.inner(x))
        state = torch.zeros_like(h[:, 0])
        for t in range(x.shape[1]):
            state = 0.5 * state + h[:, t]
        if self.training:
            state = state + torch.relu(self.aux(state)) + 0.25
        if bool(x.sum() > 0):
            return 2 * state
        return state - 10
"""


def make_cases(rng):
    def some(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    weights = {"inner.weight": some(3, 4), "inner.bias": some(3), "aux.weight": some(3, 3), "aux.bias": some(3)}
    positive = {f"{b} x {t}": some(b, t, 4).abs() for b, t in ((2, 5), (1, 5), (3, 2), (2, 9), (4, 1))}
    return {"weights": weights, "positive": positive, "negative": -some(2, 5, 4).abs()}


def gate():
    path = os.path.join(tempfile.mkdtemp(), "gate_of_the_exercise.py")
    with open(path, "w") as file:
        file.write(SOURCE)
    spec = importlib.util.spec_from_file_location("gate_of_the_exercise", path)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found.Gate().double()


def observe(module, inputs, device):
    weights, positive, negative = inputs["weights"], inputs["positive"], inputs["negative"]
    warnings.simplefilter("ignore")

    def scripted(training=True, sample=positive["2 x 5"]):
        model = gate()
        model.load_state_dict(weights)
        model.train(training)
        model.inner.eval()  # frozen by somebody, on purpose
        model.aux.weight.requires_grad_(False)
        with contextlib.redirect_stderr(io.StringIO()):
            return model, module.to_script(model, sample.clone())

    def values(*cases, **more):
        found = scripted(**more)[1]
        return [found(case).detach() for case in cases]

    def sizes():
        found, out = scripted()[1], {}
        for name, case in positive.items():
            try:
                out[name] = found(case).detach()
            except Exception:
                out[name] = "this size is refused"
        return out

    def reloaded():
        found, memory = scripted()[1], io.BytesIO()
        try:
            torch.jit.save(found, memory)
            memory.seek(0)
            again = torch.jit.load(memory)
        except Exception:
            return "cannot be saved"
        return [again(case).detach() for case in (positive["2 x 5"], negative)]

    def no_gradients():
        found = scripted()[1]
        return {
            "output": found(positive["2 x 5"]).requires_grad,
            "parameters": any(parameter.requires_grad for parameter in found.parameters()),
        }

    def kept():
        def state(training):
            model, _ = scripted(training)
            return {
                "training": [part.training for part in model.modules()],
                "requires_grad": [parameter.requires_grad for parameter in model.parameters()],
                "weights": all(bool((value == weights[name]).all()) for name, value in model.state_dict().items()),
            }

        return [state(True), state(False)]

    return {
        "type": lambda: isinstance(scripted()[1], torch.jit.ScriptModule),
        "sample": lambda: values(positive["2 x 5"]),
        "branches": lambda: values(negative) + values(positive["2 x 5"], sample=negative),
        "sizes": sizes,
        "reloaded": reloaded,
        "no-gradients": no_gradients,
        "model-kept": kept,
    }
