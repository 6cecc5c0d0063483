import torch


class Run(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, token, part):
        ctx.part, ctx.start = part, x.clone()
        ctx.dice = torch.get_rng_state()
        for f in part:
            x = f(x)
        return x

    @staticmethod
    def backward(ctx, dy):
        with torch.random.fork_rng(devices=()), torch.enable_grad():
            torch.set_rng_state(ctx.dice)
            y = ctx.start.detach()
            for f in ctx.part:
                y = f(y)
            if y.requires_grad:
                y.backward(dy)
        return None, None, None


def checkpoint_seq(fns, x, segments):
    base, extra = len(fns) // segments, len(fns) % segments
    todo = list(fns)
    for i in range(segments):
        part = [todo.pop(0) for _ in range(base + (1 if i < extra else 0))]
        x = Run.apply(x, torch.zeros(1, requires_grad=True), part)
    return x
