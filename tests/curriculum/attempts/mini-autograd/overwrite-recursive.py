from math import exp, tanh


class Value:
    def __init__(self, data):
        self.data, self.grad, self.parents = data, 0.0, []

    def _make(self, data, *parents):
        made = Value(data)
        made.parents = list(parents)  # (parent, slope)
        return made

    def __add__(self, o):
        o = wrap(o)
        return self._make(self.data + o.data, (self, 1.0), (o, 1.0))

    def __mul__(self, o):
        o = wrap(o)
        return self._make(self.data * o.data, (self, o.data), (o, self.data))

    def __pow__(self, k):
        return self._make(self.data**k, (self, k * self.data ** (k - 1)))

    def __neg__(self):
        return self * -1

    def __sub__(self, o):
        return self + (-wrap(o))

    def __truediv__(self, o):
        return self * wrap(o) ** -1

    def __radd__(self, o):
        return self + o

    def __rmul__(self, o):
        return self * o

    def __rsub__(self, o):
        return wrap(o) - self

    def __rtruediv__(self, o):
        return wrap(o) / self

    def exp(self):
        return self._make(exp(self.data), (self, exp(self.data)))

    def tanh(self):
        return self._make(tanh(self.data), (self, 1 - tanh(self.data) ** 2))

    def relu(self):
        return self._make(max(0.0, self.data), (self, 1.0 * (self.data > 0)))

    def sorted(self, done):
        if self in done:
            return
        for parent, _ in self.parents:
            if parent not in done:
                parent.sorted(done)
        done[self] = True

    def backward(self):
        done = {}
        self.sorted(done)
        self.grad = 1.0
        for node in reversed(list(done)):
            for parent, slope in node.parents:
                parent.grad = slope * node.grad


def wrap(x):
    return x if isinstance(x, Value) else Value(x)
