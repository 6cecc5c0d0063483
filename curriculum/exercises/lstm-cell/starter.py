from torch import Tensor


def lstm_cell(
    x: Tensor, h: Tensor, c: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    """Return (h', c') after one step of a long short-term memory.

    x: (B, I); h, c: (B, H); w_ih: (4H, I); w_hh: (4H, H); b_ih, b_hh: (4H,).
    The 4H rows are four blocks: input gate, forget gate, candidate, output gate (i, f, g, o).
    """
    raise NotImplementedError
