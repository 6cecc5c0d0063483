import torch


def save_ckpt(path, model, opt, sched, step):
    torch.save(
        {
            "epoch": step,
            "model_state_dict": model.state_dict(),
            "optimizer_state_dict": opt.state_dict(),
            "scheduler_state_dict": sched.state_dict(),
        },
        path,
    )


def load_ckpt(path, model, opt, sched):
    checkpoint = torch.load(path)
    model.load_state_dict(checkpoint["model_state_dict"])
    opt.load_state_dict(checkpoint["optimizer_state_dict"])
    sched.load_state_dict(checkpoint["scheduler_state_dict"])
    return checkpoint["epoch"]
