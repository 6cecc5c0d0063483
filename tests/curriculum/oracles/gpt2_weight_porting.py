"""Whom gpt2-weight-porting agrees with."""

from types import ModuleType

import torch
from compare import same
from torch import Tensor, nn


class Block(nn.Module):
    def __init__(self, d: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.ln1, self.ln2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.q, self.k, self.v, self.proj = (nn.Linear(d, d) for _ in range(4))
        self.up, self.act, self.down = nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d)

    def forward(self, x: Tensor) -> Tensor:
        h = self.ln1(x)
        q, k, v = (f(h).unflatten(-1, (self.heads, -1)).transpose(1, 2) for f in (self.q, self.k, self.v))
        out = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.proj(out.transpose(1, 2).flatten(2))
        return x + self.down(self.act(self.up(self.ln2(x))))


class Model(nn.Module):
    """A GPT-2 as the statement describes it."""

    def __init__(self, d: int, heads: int, layers: int, vocabulary: int, context: int) -> None:
        super().__init__()
        self.tok, self.pos = nn.Embedding(vocabulary, d), nn.Embedding(context, d)
        self.blocks = nn.ModuleList(Block(d, heads) for _ in range(layers))
        self.ln_f, self.head = nn.LayerNorm(d), nn.Linear(d, vocabulary, bias=False)
        self.head.weight = self.tok.weight

    def forward(self, ids: Tensor) -> Tensor:
        x = self.tok(ids) + self.pos(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.head(self.ln_f(x))


def agree(solution: ModuleType) -> None:
    """transformers' GPT2LMHeadModel with random weights, larger than its own so that everything shows."""
    from transformers import GPT2Config, GPT2LMHeadModel

    config = GPT2Config(
        vocab_size=31, n_positions=16, n_embd=24, n_layer=3, n_head=4, bos_token_id=None, eos_token_id=None
    )
    theirs = GPT2LMHeadModel(config).double().eval()
    with torch.no_grad():
        for parameter in theirs.parameters():
            parameter.add_(0.3 * torch.randn_like(parameter))
    ours = Model(24, 4, 3, 31, 16)
    solution.port(theirs.state_dict(), ours)
    ids = torch.randint(0, 31, (2, 11))
    same(ours(ids), theirs(ids).logits, "logits of GPT2LMHeadModel")
