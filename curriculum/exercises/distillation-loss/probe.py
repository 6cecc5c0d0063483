"""T = 3 and alpha = 0.3, so that T, T squared, 1 / T, alpha and 1 - alpha all differ; N and C differ too."""

import torch

N, C, T, ALPHA = 6, 5, 3.0, 0.3


def make_cases(rng):
    def logits(scale=2.0):
        return torch.from_numpy(scale * rng.standard_normal((N, C)))

    labels = torch.from_numpy(rng.integers(0, C, N))
    padded = labels.clone()
    padded[torch.from_numpy(rng.permutation(N)[:2])] = -100
    return {"student": logits(), "teacher": logits(), "labels": labels, "padded": padded, "sharp": logits(2000.0)}


def observe(module, inputs, device):
    def of(name):
        return inputs[name].to(device).clone()

    def loss(student="student", teacher="teacher", labels="labels", t=T, alpha=ALPHA):
        labels = torch.full((N,), -100, device=device) if labels is None else of(labels)
        return module.kd_loss(of(student), of(teacher), labels, t, alpha)

    def gradients(labels="labels", t=T, alpha=ALPHA):
        student, teacher = of("student").requires_grad_(), of("teacher").requires_grad_()
        labels = torch.full((N,), -100, device=device) if labels is None else of(labels)
        out = module.kd_loss(student, teacher, labels, t, alpha)
        found = [None, None]
        if out.requires_grad:
            found = torch.autograd.grad(out, [student, teacher], allow_unused=True)
        names = ("student", "teacher")
        return {name: torch.zeros_like(student) if grad is None else grad for name, grad in zip(names, found)}

    def inputs_kept():
        given = [of(name) for name in ("student", "teacher", "padded")]
        before = [tensor.clone() for tensor in given]
        module.kd_loss(*given, T, ALPHA)
        return {name: torch.equal(now, was) for name, now, was in zip(("student", "teacher", "labels"), given, before)}

    return {
        "hard": lambda: loss(alpha=0.0),
        "soft-at-one": lambda: loss(t=1.0, alpha=1.0),
        "soft": lambda: loss(alpha=1.0),
        "values": loss,
        "same-logits": lambda: loss(student="teacher", alpha=1.0),
        "gradients": gradients,
        "hot": lambda: gradients(t=20.0, alpha=1.0),
        "padding": lambda: {"loss": loss(labels="padded"), "gradient": gradients(labels="padded")["student"]},
        "only-padding": lambda: {"loss": loss(labels=None), "gradient": gradients(labels=None)["student"]},
        "large-logits": lambda: {
            "both": loss(teacher="sharp", student="sharp", alpha=0.5),
            "teacher": loss(teacher="sharp", alpha=1.0),
            "student": loss(student="sharp", alpha=1.0),
        },
        "inputs-kept": inputs_kept,
    }
