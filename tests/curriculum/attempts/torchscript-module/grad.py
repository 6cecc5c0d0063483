import io

import torch


def to_script(model, sample):
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(model), buffer)
    buffer.seek(0)
    module = torch.jit.load(buffer)
    module.eval()
    with torch.no_grad():
        module(sample)
    return module
