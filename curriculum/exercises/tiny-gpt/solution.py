import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class CausalSelfAttention(nn.Module):
    """Several heads, none of which looks ahead."""

    def __init__(self, d: int, h: int, dropout: float) -> None:
        super().__init__()
        self.h = h
        self.c_attn = nn.Linear(d, 3 * d)  # q, k and v in one product
        self.c_proj = nn.Linear(d, d)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        B, T, D = x.shape
        q, k, v = (y.reshape(B, T, self.h, D // self.h).transpose(1, 2) for y in self.c_attn(x).split(D, dim=-1))
        scores = q @ k.transpose(-2, -1) / math.sqrt(D // self.h)  # (B, h, T, T)
        seen = torch.ones(T, T, dtype=torch.bool, device=x.device).tril()  # row: query, column: key
        weights = torch.softmax(scores.masked_fill(~seen, float("-inf")), dim=-1)
        heads = self.dropout(weights) @ v  # (B, h, T, D / h)
        return self.c_proj(heads.transpose(1, 2).reshape(B, T, D))


class MLP(nn.Module):
    """Four times as wide, and back."""

    def __init__(self, d: int) -> None:
        super().__init__()
        self.c_fc = nn.Linear(d, 4 * d)
        self.c_proj = nn.Linear(4 * d, d)

    def forward(self, x: Tensor) -> Tensor:
        return self.c_proj(F.gelu(self.c_fc(x), approximate="tanh"))


class GPTBlock(nn.Module):
    """Attention, then MLP, each in a pre-norm residual connection."""

    def __init__(self, d: int, h: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.attn = CausalSelfAttention(d, h, dropout)
        self.mlp = MLP(d)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.dropout(self.attn(self.ln_1(x)))  # move information between positions
        return x + self.dropout(self.mlp(self.ln_2(x)))  # work on each position


class GPT(nn.Module):
    """A language model with the parameters of GPT-2: tokens in, a score for every possible next token out.

    cfg has vocab_size, block_size (the longest sequence), n_layer, n_head, n_embd and dropout. Parameters: wte.weight
    (vocab_size, n_embd), wpe.weight (block_size, n_embd), h.0, h.1, ... (blocks as in gpt-block), ln_f.weight and
    ln_f.bias. The output matrix is wte.weight itself; a module lm_head may hold it, too.
    """

    def __init__(self, cfg: Any) -> None:
        super().__init__()
        self.block_size = cfg.block_size
        self.wte = nn.Embedding(cfg.vocab_size, cfg.n_embd)
        self.wpe = nn.Embedding(cfg.block_size, cfg.n_embd)
        self.h = nn.ModuleList(GPTBlock(cfg.n_embd, cfg.n_head, cfg.dropout) for _ in range(cfg.n_layer))
        self.ln_f = nn.LayerNorm(cfg.n_embd)
        self.lm_head = nn.Linear(cfg.n_embd, cfg.vocab_size, bias=False)
        self.apply(self.start)
        self.lm_head.weight = self.wte.weight  # one parameter under two names, not a copy

    @staticmethod
    def start(module: nn.Module) -> None:
        """Small weights, so that no token is preferred at first and the loss begins at about ln(vocab_size)."""
        if isinstance(module, nn.Linear | nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)

    def forward(self, idx: Tensor) -> Tensor:
        """idx: (B, T), whole numbers. Returns logits (B, T, vocab_size). Raises ValueError if T > block_size."""
        length = idx.shape[1]
        if length > self.block_size:
            raise ValueError(f"{length} tokens, but there are only {self.block_size} positions")
        x = self.wte(idx) + self.wpe(torch.arange(length, device=idx.device))  # (B, T, C) + (T, C)
        for block in self.h:
            x = block(x)
        return self.lm_head(self.ln_f(x))  # (B, T, V)
