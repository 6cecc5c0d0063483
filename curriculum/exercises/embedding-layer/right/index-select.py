import torch
from torch import Tensor, nn


class Embedding(nn.Module):
    def __init__(self, n: int, d: int, padding_idx: int | None = None) -> None:
        super().__init__()
        self.n, self.d, self.pad = n, d, -1 if padding_idx is None else padding_idx
        self.weight = nn.Parameter(nn.init.xavier_normal_(torch.zeros(n, d)))
        self.weight.data[torch.arange(n) == self.pad] = 0.0

    def forward(self, ids: Tensor) -> Tensor:
        flat = ids.reshape(-1)
        rows = torch.index_select(self.weight, 0, flat)
        live = (flat != self.pad).to(rows.dtype).unsqueeze(1)
        return (rows * live).reshape(*ids.shape, self.d)
