from copy import deepcopy

import torch


class Exporter:
    def __init__(self, model):
        self.model = deepcopy(model)
        for part in self.model.modules():
            part.training = False
        for parameter in self.model.parameters():
            parameter.requires_grad = False

    def run(self, example):
        with torch.no_grad():
            return torch.jit.trace(self.model, (example,), check_trace=False)


def to_script(model, sample):
    return Exporter(model).run(sample)
