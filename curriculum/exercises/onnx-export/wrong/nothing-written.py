import torch


def export(model, sample, path, dynamic):
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    program = torch.onnx.export(
        model, (sample,), input_names=["x"], output_names=["y"], dynamic_shapes=(dynamic,), dynamo=True, verbose=False
    )
    for module, training in modes:
        module.training = training
    return program
