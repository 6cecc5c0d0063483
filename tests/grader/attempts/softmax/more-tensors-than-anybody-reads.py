def softmax(x):
    return [x] * 20_000
