import torch


class Frozen:
    """Puts every submodule back into the mode in which it was."""

    def __init__(self, model):
        self.flags = {module: module.training for module in model.modules()}
        model.train(False)

    def undo(self):
        for module in self.flags:
            module.training = self.flags[module]


def export(model, sample, path, dynamic):
    frozen = Frozen(model)
    with torch.inference_mode():
        program = torch.onnx.export(
            model, args=(sample,), input_names=("x",), output_names=("y",), dynamo=True, verbose=False
        )
    program.save(path)
    frozen.undo()
