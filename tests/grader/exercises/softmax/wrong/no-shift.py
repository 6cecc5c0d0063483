def softmax(x):
    e = x.exp()
    return e / e.sum(-1, keepdim=True)
