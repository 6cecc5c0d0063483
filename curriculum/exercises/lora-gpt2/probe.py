"""A tiny GPT-2 with random weights, and a net of nn.Linear whose names invite sloppy matching."""

import torch
import torch.nn.functional as F
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel

R, ALPHA, WIDTH, LAYERS, WORDS, B, T = 4, 10.0, 12, 2, 23, 2, 5
SIZES = {"attn.c_attn": (WIDTH, 3 * WIDTH), "attn.c_proj": (WIDTH, WIDTH), "mlp.c_fc": (WIDTH, 4 * WIDTH),
         "mlp.c_proj": (4 * WIDTH, WIDTH)}  # (in, out)  # fmt: skip
ATTENTION, ALL = ["c_attn"], ["c_attn", "c_fc", "c_proj"]


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(9)
        self.up = nn.Linear(9, 8)

    def forward(self, x):
        return self.up(self.norm(x))


class Net(nn.Module):
    """To be injected at "up" and "down": neither "up_gate" nor "wind_up" nor the head is meant."""

    def __init__(self):
        super().__init__()
        self.up = nn.Linear(6, 9)
        self.up_gate = nn.Linear(6, 9)
        self.block = Block()
        self.wind_up = nn.Linear(8, 8)
        self.down = nn.Linear(8, 6, bias=False)
        self.lm_head = nn.Linear(6, 11)

    def forward(self, x):
        h = torch.relu(self.up(x)) * torch.sigmoid(self.up_gate(x))
        return self.lm_head(self.down(torch.relu(self.wind_up(self.block(h)))))


NET = {"up": (6, 9), "block.up": (9, 8), "down": (8, 6)}


def make_gpt2():
    config = GPT2Config(
        vocab_size=WORDS, n_positions=T, n_embd=WIDTH, n_layer=LAYERS, n_head=3, use_cache=False,
        embd_pdrop=0.0, attn_pdrop=0.0, resid_pdrop=0.0, bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    return GPT2LMHeadModel(config)


def make_cases(rng):
    def normal(*shape):
        return torch.from_numpy(rng.standard_normal(shape))

    def weights(model):
        return {name: 0.4 * normal(*p.shape) for name, p in model.named_parameters()}

    def adapters(sizes):
        return {
            name: {"lora_A": normal(R, into) / into**0.5, "lora_B": 0.5 * normal(out, R)}
            for name, (into, out) in sizes.items()
        }

    layers = {f"transformer.h.{i}.{name}": size for i in range(LAYERS) for name, size in SIZES.items()}
    return {
        "gpt2": weights(make_gpt2()),
        "net": weights(Net()),
        "gpt2_adapters": adapters(layers),
        "net_adapters": adapters(NET),
        "words": torch.from_numpy(rng.integers(0, WORDS, (B, T))),
        "next": torch.from_numpy(rng.integers(0, WORDS, (B, T))),
        "x": normal(B, T, 6),
    }


def observe(module, inputs, device):
    words, following, x = (inputs[name].to(device) for name in ("words", "next", "x"))

    def build(kind):
        model = (make_gpt2() if kind == "gpt2" else Net()).double().eval()
        with torch.no_grad():
            for name, parameter in model.named_parameters():
                parameter.copy_(inputs[kind][name])
        return model.to(device)

    def injected(kind, targets):
        model = build(kind)
        names = module.inject_lora(model, set(targets), R, ALPHA)
        return model.to(device).double(), names

    def filled(kind, targets):
        """The model with given adapters, and their parameters by name."""
        model, _ = injected(kind, targets)
        parameters = dict(model.named_parameters())
        chosen = {}
        with torch.no_grad():
            for name, parameter in parameters.items():  # what nobody asked for starts alike in everybody's model
                if name.endswith(("lora_A", "lora_B")):
                    parameter.fill_(0.05 if name.endswith("A") else 0.0)
            for layer, tensors in inputs[f"{kind}_adapters"].items():
                if layer.rpartition(".")[2] in targets:
                    for name, tensor in tensors.items():
                        chosen[f"{layer}.{name}"] = parameters[f"{layer}.{name}"].copy_(tensor)
        return model, chosen

    def logits(model):
        return model(words).logits

    def loss_of(model):
        return F.cross_entropy(logits(model).flatten(0, 1), following.flatten())

    def trainable(kind, targets):
        """The adapters by name; what else learns is counted, for its names depend on how a layer is adapted."""
        model, _ = injected(kind, targets)
        learnt = {name: list(p.shape) for name, p in sorted(model.named_parameters()) if p.requires_grad}
        adapters = {name: shape for name, shape in learnt.items() if name.endswith(("lora_A", "lora_B"))}
        return {"adapters": adapters, "parameters that learn besides": len(learnt) - len(adapters)}

    def names():
        return {
            "c_attn": sorted(injected("gpt2", ATTENTION)[1]),
            "c_attn, c_fc, c_proj": sorted(injected("gpt2", ALL)[1]),
            "up, down": sorted(injected("net", ["up", "down"])[1]),
        }

    def start():
        before = logits(build("gpt2"))
        model, _ = injected("gpt2", ATTENTION)
        parameters = dict(model.named_parameters())
        a = [p for name, p in parameters.items() if name.endswith("lora_A")]
        b = [p for name, p in parameters.items() if name.endswith("lora_B")]
        return {
            "logits are the same": bool(torch.allclose(logits(model), before)),
            "some A is zero": any(not p.any() for p in a),
            "some A is constant": any(bool((p == p.flatten()[0]).all()) for p in a),
            "every B is zero": all(not p.any() for p in b),
        }

    def gradients():
        model, chosen = filled("gpt2", ATTENTION)
        live = {name: p for name, p in chosen.items() if p.requires_grad}
        grads = {}
        loss = loss_of(model)
        if loss.requires_grad:
            grads = dict(zip(live, torch.autograd.grad(loss, list(live.values()), allow_unused=True)))
        found = {name: grads.get(name) for name in chosen}
        return {name: torch.zeros_like(chosen[name]) if grad is None else grad for name, grad in found.items()}

    def training():
        model, chosen = filled("gpt2", ATTENTION)
        adapter = set(map(id, chosen.values()))
        others = [(p, p.detach().clone()) for p in model.parameters() if id(p) not in adapter]
        learnable = [p for p in model.parameters() if p.requires_grad]
        losses = []
        for _ in range(4):
            loss = loss_of(model)
            losses.append(loss.item())
            if loss.requires_grad:
                grads = torch.autograd.grad(loss, learnable, allow_unused=True)
                with torch.no_grad():
                    for parameter, grad in zip(learnable, grads):
                        parameter -= 0.05 * (0.0 if grad is None else grad)
        untouched = all(torch.equal(parameter, before) for parameter, before in others)
        return {"losses": losses, "everything else is untouched": untouched}

    return {
        "names": names,
        "trainable": lambda: trainable("gpt2", ATTENTION),
        "trainable-linear": lambda: trainable("net", ["up", "down"]),
        "start": start,
        "values": lambda: logits(filled("gpt2", ATTENTION)[0]),
        "several-targets": lambda: logits(filled("gpt2", ALL)[0]),
        "values-linear": lambda: filled("net", ["up", "down"])[0](x),
        "gradients": gradients,
        "training": training,
    }
