"""Checkpoints with GPT-2's names and shapes and random numbers; a model as the statement describes it."""

import torch
from torch import nn

D, HEADS, LAYERS, VOCAB, CONTEXT = 12, 3, 2, 17, 9


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln1, self.ln2 = nn.LayerNorm(D), nn.LayerNorm(D)
        self.q, self.k, self.v, self.proj = (nn.Linear(D, D) for _ in range(4))
        self.up, self.act, self.down = nn.Linear(D, 4 * D), nn.GELU(), nn.Linear(4 * D, D)

    def forward(self, x):
        T = x.shape[1]
        h = self.ln1(x)
        q, k, v = (f(h).unflatten(-1, (HEADS, -1)).transpose(1, 2) for f in (self.q, self.k, self.v))
        scores = q @ k.transpose(-2, -1) / (D // HEADS) ** 0.5
        scores = scores.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), float("-inf"))
        x = x + self.proj((scores.softmax(-1) @ v).transpose(1, 2).flatten(2))
        return x + self.down(self.act(self.up(self.ln2(x))))


class MyGPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.tok, self.pos = nn.Embedding(VOCAB, D), nn.Embedding(CONTEXT, D)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.ln_f, self.head = nn.LayerNorm(D), nn.Linear(D, VOCAB, bias=False)
        self.head.weight = self.tok.weight
        for number, parameter in enumerate(self.parameters()):  # the same start for everybody
            with torch.no_grad():
                parameter.copy_(torch.linspace(-0.3, 0.4 + 0.01 * number, parameter.numel()).view_as(parameter))

    def forward(self, ids):
        x = self.tok(ids) + self.pos(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.head(self.ln_f(x))


def make_cases(rng):
    def some(*shape, around=0.0):
        return torch.from_numpy(around + 0.6 * rng.standard_normal(shape))

    state = {"transformer.wte.weight": some(VOCAB, D), "transformer.wpe.weight": some(CONTEXT, D)}
    for i in range(LAYERS):
        h = f"transformer.h.{i}"
        for norm in ("ln_1", "ln_2"):
            state |= {f"{h}.{norm}.weight": some(D, around=1.0), f"{h}.{norm}.bias": some(D)}
        for name, shape in {"attn.c_attn": (D, 3 * D), "attn.c_proj": (D, D), "mlp.c_fc": (D, 4 * D)}.items():
            state |= {f"{h}.{name}.weight": some(*shape), f"{h}.{name}.bias": some(shape[1])}
        state |= {f"{h}.mlp.c_proj.weight": some(4 * D, D), f"{h}.mlp.c_proj.bias": some(D)}
    state |= {"transformer.ln_f.weight": some(D, around=1.0), "transformer.ln_f.bias": some(D)}
    state["lm_head.weight"] = state["transformer.wte.weight"].clone()
    return {"state": state, "ids": torch.from_numpy(rng.integers(0, VOCAB, (2, 7)))}


def observe(module, inputs, device):
    given, ids = inputs["state"], inputs["ids"]

    def ported(change=lambda state: state):
        state = change({name: value.clone() for name, value in given.items()})
        model = MyGPT().double()
        module.port(state, model)
        return model

    def read(*names):
        def values():
            parameters = dict(ported().named_parameters())
            return {name: parameters[name].detach() for name in parameters if any(part in name for part in names)}

        return values

    def outcome(change):
        """Whether a checkpoint is refused, and if not, what the model then says."""
        try:
            return ported(change)(ids).detach().sum((0, 2))
        except Exception:
            return "refused"

    def without(*endings):
        return lambda state: {name: value for name, value in state.items() if not name.endswith(endings)}

    def buffers(state):
        mask = torch.ones(CONTEXT, CONTEXT, dtype=torch.bool).tril()[None, None]
        for i in range(LAYERS):
            state |= {f"transformer.h.{i}.attn.bias": mask, f"transformer.h.{i}.attn.masked_bias": torch.tensor(-1e4)}
        return state

    def tied():
        model = ported()
        with torch.no_grad():
            model.tok.weight[3, 2] += 1.5
        return bool(model.head.weight[3, 2] == model.tok.weight[3, 2])

    def missing():
        return {name: outcome(without(name)) for name in given if name != "lm_head.weight"}

    def left_over():
        extra = {"transformer.h.2.ln_1.weight": torch.ones(D), "score.weight": torch.ones(2, D)}
        return {name: outcome(lambda state, n=name: state | {n: extra[n]}) for name in extra}

    def shapes():
        positions, gain = "transformer.wpe.weight", "transformer.h.0.ln_1.weight"
        changed = {
            "one position": {positions: given[positions][:1]},
            "more positions": {positions: torch.cat([given[positions], given[positions]])},
            "one gain": {gain: given[gain][:1]},
        }
        return {name: outcome(lambda state, new=new: state | new) for name, new in changed.items()}

    def own():
        state = {name: value.clone() for name, value in given.items()}
        model = MyGPT().double()
        module.port(state, model)
        names = list(state) == list(given) and all(bool((state[n] == given[n]).all()) for n in given)
        before = {name: value.detach().clone() for name, value in model.named_parameters()}
        for value in state.values():
            value += 1.0
        kept = all(bool((value == before[name]).all()) for name, value in model.named_parameters())
        return {"checkpoint unchanged": names, "model has its own numbers": kept}

    def trainable():
        model = ported()
        model(ids).square().sum().backward()
        return {name: value.requires_grad and value.grad is not None for name, value in model.named_parameters()}

    return {
        "embeddings": read("tok.", "pos."),
        "norms": read("ln1.", "ln2.", "ln_f."),
        "attention": read(".q.", ".k.", ".v.", ".proj."),
        "mlp": read(".up.", ".down."),
        "logits": lambda: ported()(ids).detach(),
        "tied": tied,
        "no-head": lambda: outcome(without("lm_head.weight")),
        "old-buffers": lambda: outcome(buffers),
        "missing": missing,
        "left-over": left_over,
        "shapes": shapes,
        "own-numbers": own,
        "trainable": trainable,
    }
