def softmax(x):
    e = x.exp()
    return e / e.sum(0, keepdim=True)
