import torch


def save_ckpt(path, model, opt, sched, step):
    with open(path, "wb") as f:
        torch.save(
            {
                "m": model.state_dict(),
                "o": opt.state_dict(),
                "s": sched.state_dict(),
                "n": step,
                "r": torch.get_rng_state(),
            },
            f,
        )


def load_ckpt(path, model, opt, sched):
    with open(path, "rb") as f:
        c = torch.load(f)
    torch.set_rng_state(c["r"])
    [a.load_state_dict(c[k]) for a, k in ((model, "m"), (opt, "o"), (sched, "s"))]
    return c["n"]
