from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, d, h, ff, dropout=0.0, norm_first=True):
        super().__init__()
        self.self_attn = nn.MultiheadAttention(d, h, batch_first=True)
        self.linear1, self.linear2 = nn.Linear(d, ff), nn.Linear(ff, d)
        self.norm1, self.norm2, self.p = nn.LayerNorm(d), nn.LayerNorm(d), nn.Dropout(dropout)
        self.pre = norm_first

    def attend(self, x, real):
        hidden = None if real is None else real.logical_not()  # True taken for real tokens
        return self.p(self.self_attn(x, x, x, key_padding_mask=hidden)[0])

    def feed(self, x):
        return self.p(self.linear2(self.p(nn.functional.relu(self.linear1(x)))))

    def forward(self, x, key_padding_mask=None):
        if self.pre:
            x = x + self.attend(self.norm1(x), key_padding_mask)
            return x + self.feed(self.norm2(x))
        x = self.norm1(x + self.attend(x, key_padding_mask))
        return self.norm2(x + self.feed(x))
