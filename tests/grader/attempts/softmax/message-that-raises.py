class Bad(Exception):
    def __str__(self):
        raise KeyboardInterrupt


def softmax(x):
    raise Bad
