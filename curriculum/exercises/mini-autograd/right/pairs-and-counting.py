import math
from collections import Counter


class Value:
    """Each result keeps a function that turns its gradient into those of what it was made of."""

    def __init__(self, data, made_of=None):
        self.data = data
        self.grad = 0.0
        self.made_of = made_of or []  # pairs (input, derivative by it)

    @staticmethod
    def of(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = Value.of(other)
        return Value(self.data + other.data, [(self, 1), (other, 1)])

    def __sub__(self, other):
        other = Value.of(other)
        return Value(self.data - other.data, [(self, 1), (other, -1)])

    def __mul__(self, other):
        other = Value.of(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __truediv__(self, other):
        other = Value.of(other)
        return Value(self.data / other.data, [(self, 1 / other.data), (other, -self.data / other.data**2)])

    def __pow__(self, n):
        return Value(self.data**n, [(self, n * self.data ** (n - 1))])

    def __neg__(self):
        return Value(-self.data, [(self, -1)])

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return Value.of(other) - self

    def __rtruediv__(self, other):
        return Value.of(other) / self

    def exp(self):
        return Value(math.exp(self.data), [(self, math.exp(self.data))])

    def tanh(self):
        return Value(math.tanh(self.data), [(self, 1 / math.cosh(self.data) ** 2)])

    def relu(self):
        return Value(self.data, [(self, 1)]) if self.data > 0 else Value(0.0, [(self, 0)])

    def backward(self):
        users = Counter()  # how many gradients are still to arrive
        seen, stack = {id(self)}, [self]
        while stack:
            for source, _ in stack.pop().made_of:
                users[id(source)] += 1
                if id(source) not in seen:
                    seen.add(id(source))
                    stack.append(source)
        arrived = {id(self): 1.0}
        ready = [self]
        while ready:
            value = ready.pop()
            mine = arrived[id(value)]
            value.grad += mine
            for source, slope in value.made_of:
                arrived[id(source)] = arrived.get(id(source), 0.0) + slope * mine
                users[id(source)] -= 1
                if users[id(source)] == 0:
                    ready.append(source)
