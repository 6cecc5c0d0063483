import math


class Value:
    def __init__(self, data, inputs=()):
        self.data = data
        self.grad = 0.0
        self.inputs = inputs
        self.push = lambda g: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def push(g):
            self.grad += g
            other.grad += g

        out.push = push
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def push(g):
            self.grad += other.data * g
            other.grad += self.data * g

        out.push = push
        return out

    def __pow__(self, n):
        return self._one(self.data**n, n * self.data ** (n - 1))

    def exp(self):
        return self._one(math.exp(self.data), math.exp(self.data))

    def tanh(self):
        return self._one(math.tanh(self.data), 1 - math.tanh(self.data) ** 2)

    def relu(self):
        return self._one(self.data if self.data > 0 else 0.0, float(self.data > 0))

    def _one(self, data, slope):
        out = Value(data, (self,))

        def push(g):
            self.grad += slope * g

        out.push = push
        return out

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __truediv__(self, other):
        return self * (other**-1)

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return Value(other) - self

    def __rtruediv__(self, other):
        return Value(other) / self

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for one in node.inputs:
                    visit(one)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node.push(node.grad)
