from torch import sigmoid, tanh


def lstm_cell(x, h, c, w_ih, w_hh, b_ih, b_hh):
    pre = (x.matmul(w_ih.t()) + h.matmul(w_hh.t()) + b_ih + b_hh).reshape(x.size(0), 4, -1)
    mem = sigmoid(pre[:, 1]).mul(c).add(sigmoid(pre[:, 0]).mul(tanh(pre[:, 2])))
    return sigmoid(pre[:, 3]).mul(mem), mem
