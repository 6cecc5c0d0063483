import io
import os
from pathlib import Path

import torch


def save_ckpt(path, model, opt, sched, step):
    """Serialised in memory first: if that fails, no file has been touched."""
    buffer = io.BytesIO()
    things = [model.state_dict(), opt.state_dict(), sched.state_dict(), step, torch.random.get_rng_state()]
    torch.save(things, buffer)
    temporary = Path(path).with_suffix(".part")
    temporary.write_bytes(buffer.getvalue())
    os.rename(temporary, path)


def load_ckpt(path, model, opt, sched):
    weights, moments, schedule, step, rng = torch.load(path, weights_only=True)
    for target, state in ((model, weights), (opt, moments), (sched, schedule)):
        target.load_state_dict(state)
    torch.random.set_rng_state(rng)
    return step
