import torch


def export(model, sample, path, dynamic):
    torch.save(model.state_dict(), path)
