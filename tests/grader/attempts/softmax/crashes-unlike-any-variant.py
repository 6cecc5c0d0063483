def softmax(x):
    raise RuntimeError("x")
