"""Two pictures of 3 channels, 4 high and 6 wide, in patches of 2; one channel of 9 by 3 in patches of 3."""

import torch

P = 2
SHAPE = (2, 3, 4, 6)
N, SIZE = 6, 12


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    return {
        "x": normal(*SHAPE),
        "tall": normal(3, 1, 9, 3),
        "patches": normal(2, N, SIZE),
        "bytes": torch.from_numpy(rng.integers(0, 256, SHAPE)),
        "weight": normal(5, 3, P, P),
        "direction": normal(2, N, SIZE),  # what the output is multiplied with before it is differentiated
    }


def observe(module, inputs, device):
    x, tall, patches, pixels = (inputs[name].to(device) for name in ("x", "tall", "patches", "bytes"))

    def refuses():
        """How a picture is met whose height, or width, is not a multiple of p."""
        found = {}
        for name, picture in (("height", x[:, :, :3]), ("width", x[..., :5]), ("but the area", x[:, :, :3, :4])):
            try:
                found[name] = f"returns {list(module.patchify(picture, P).shape)}"
            except ValueError:
                found[name] = "raises ValueError"
            except (RuntimeError, AssertionError):
                found[name] = "raises something else"
        return found

    def gradient():
        leaf = x.clone().requires_grad_()
        out = module.patchify(leaf * 1.0, P)
        if not out.requires_grad:
            return torch.zeros_like(x)
        return torch.autograd.grad((out * inputs["direction"].to(device)).sum(), leaf)[0]

    def embedded():
        """Patches times a convolution's weight, as rows."""
        return module.patchify(x, P) @ inputs["weight"].to(device).reshape(5, -1).T

    return {
        "values": lambda: module.patchify(x, P),
        "one-channel": lambda: module.patchify(tall, 3),
        "one-patch": lambda: module.patchify(x[..., :4], 4),
        "pixel-patches": lambda: module.patchify(x, 1),
        "convolution": embedded,
        "put-together": lambda: module.unpatchify(patches, P, *SHAPE[2:]),
        "put-together-tall": lambda: module.unpatchify(tall.reshape(3, 3, 9), 3, 9, 3),
        "there-and-back": lambda: module.unpatchify(module.patchify(x, P), P, *SHAPE[2:]),
        "transposed": lambda: module.patchify(x.transpose(2, 3), P),
        "integers": lambda: module.patchify(pixels, P),
        "refuses": refuses,
        "gradient": gradient,
    }
