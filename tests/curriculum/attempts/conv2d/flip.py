import torch


def conv2d(x, w, b=None, stride=1, padding=0):
    B, C, H, W = x.shape
    OUT, _, kh, kw = w.shape
    padded = torch.zeros(B, C, H + 2 * padding, W + 2 * padding, dtype=x.dtype, device=x.device)
    padded[:, :, padding : padding + H, padding : padding + W] = x
    oh, ow = (H + 2 * padding - kh) // stride + 1, (W + 2 * padding - kw) // stride + 1
    rows = []
    for i in range(oh):
        row = []
        for j in range(ow):
            top, left = i * stride, j * stride
            window = padded[:, None, :, top : top + kh, left : left + kw]
            row.append((window * torch.flip(w, (-2, -1))).sum(dim=(2, 3, 4)))
        rows.append(torch.stack(row, dim=-1))
    out = torch.stack(rows, dim=2)
    return out if b is None else out + b.reshape(1, OUT, 1, 1)
