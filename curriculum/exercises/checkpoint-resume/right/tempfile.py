import os
import tempfile

import torch


def save_ckpt(path, model, opt, sched, step):
    parts = {"net": model, "optimizer": opt, "lr_scheduler": sched}
    checkpoint = {name: part.state_dict() for name, part in parts.items()}
    checkpoint.update(step=torch.tensor(step), cpu_rng=torch.default_generator.get_state())
    handle, name = tempfile.mkstemp(dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            torch.save(checkpoint, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def load_ckpt(path, model, opt, sched):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["net"])
    opt.load_state_dict(checkpoint["optimizer"])
    sched.load_state_dict(checkpoint["lr_scheduler"])
    torch.default_generator.set_state(checkpoint["cpu_rng"])
    return checkpoint["step"].item()
