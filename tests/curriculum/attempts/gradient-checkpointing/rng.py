import torch


class Block(torch.autograd.Function):
    @staticmethod
    def forward(ctx, block, flag, inp):
        ctx.block, ctx.inp = block, inp
        return block(inp.detach())

    @staticmethod
    @torch.enable_grad()
    def backward(ctx, g):
        again = ctx.inp.detach()
        again.requires_grad = ctx.inp.requires_grad
        result = ctx.block(again)
        if result.grad_fn is not None:
            result.backward(g)
        return None, None, again.grad


def checkpoint_seq(fns, x, segments):
    bounds = [round(i * len(fns) / segments) for i in range(segments + 1)]
    for a, b in zip(bounds, bounds[1:]):
        x = Block.apply(torch.nn.Sequential(*map(Wrapped, fns[a:b])), torch.ones(1, requires_grad=True), x)
    return x


class Wrapped(torch.nn.Module):
    def __init__(self, fn):
        super().__init__()
        self.call = [fn]

    def forward(self, x):
        return self.call[0](x)
