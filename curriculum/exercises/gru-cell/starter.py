from torch import Tensor


def gru_cell(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    """Return h' after one step of a gated recurrent unit.

    x: (B, I); h: (B, H); w_ih: (3H, I); w_hh: (3H, H); b_ih, b_hh: (3H,).
    The 3H rows are three blocks: reset gate, update gate, candidate (r, z, n).
    """
    raise NotImplementedError
