def softmax(x):
    return (x - x.amax(-1, keepdim=True)).exp()
