from torch import nn


class EncoderBlock(nn.Module):
    """PyTorch's multi-head attention inside, whose parameters have just these names."""

    def __init__(self, d, h, ff, dropout=0.0, norm_first=True):
        super().__init__()
        self.self_attn = nn.MultiheadAttention(d, h, dropout=dropout)
        self.linear1, self.linear2 = nn.Linear(d, ff), nn.Linear(ff, d)
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.drop, self.norm_first = nn.Dropout(dropout), norm_first

    def attend(self, x, mask):
        return self.drop(self.self_attn(x, x, x, key_padding_mask=mask, need_weights=False)[0])

    def work(self, x):
        return self.drop(self.linear2(self.linear1(x).relu()))

    def forward(self, x, key_padding_mask=None):
        if not self.norm_first:
            x = self.norm1(x + self.attend(x, key_padding_mask))
            return self.norm2(x + self.work(x))
        x = x + self.attend(self.norm1(x), key_padding_mask)
        return x + self.work(self.norm2(x))
