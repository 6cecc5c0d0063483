import os
import random

import torch


def save_ckpt(path, model, opt, sched, step):
    """Also keeps Python's random state, as plain tuples."""
    state = dict(
        weights={k: v.detach().cpu().clone() for k, v in model.state_dict().items()},
        opt=opt.state_dict(),
        sched=sched.state_dict(),
        progress={"step": step},
        rng={"torch": torch.get_rng_state(), "python": random.getstate()},
    )
    torch.save(state, str(path) + ".new")
    os.replace(str(path) + ".new", path)


def load_ckpt(path, model, opt, sched):
    state = torch.load(path, map_location="cpu", weights_only=True)
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            tensor.copy_(state["weights"][name])
    opt.load_state_dict(state["opt"])
    sched.load_state_dict(state["sched"])
    random.setstate(state["rng"]["python"])
    torch.set_rng_state(state["rng"]["torch"])
    return state["progress"]["step"]
