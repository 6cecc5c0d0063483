def softmax(x):
    return list(range(200_000))
