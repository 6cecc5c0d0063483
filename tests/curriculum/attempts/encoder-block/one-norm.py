from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, d, h, ff, dropout=0.0, norm_first=True):
        super().__init__()
        self.self_attn = nn.MultiheadAttention(d, h, dropout, batch_first=True)
        for name, layer in {"linear1": nn.Linear(d, ff), "linear2": nn.Linear(ff, d)}.items():
            self.add_module(name, layer)
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.dropout, self.norm_first = nn.Dropout(dropout), norm_first

    def forward(self, x, key_padding_mask=None):
        steps = (
            lambda y: self.self_attn(y, y, y, key_padding_mask, need_weights=False)[0],
            lambda y: self.linear2(self.linear1(y).relu()),
        )
        for step in steps:
            x = x + self.dropout(step(self.norm1(x))) if self.norm_first else self.norm1(x + self.dropout(step(x)))
        return x
