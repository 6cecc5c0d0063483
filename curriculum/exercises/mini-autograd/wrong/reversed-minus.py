import math


class Value:
    """A number that remembers how it was made, so that backward() can find the derivative of a result by it.

    data: the number. grad: what backward() has added up so far, 0.0 at the start.
    """

    def __init__(self, data: float, inputs: tuple["Value", ...] = (), slopes: tuple[float, ...] = ()) -> None:
        self.data = float(data)
        self.grad = 0.0
        self.inputs = inputs  # the Values that this one was made of
        self.slopes = slopes  # the derivative of this one by each of them

    def __add__(self, other: "Value | float") -> "Value":
        other = as_value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other: "Value | float") -> "Value":
        other = as_value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, exponent: float) -> "Value":
        return Value(self.data**exponent, (self,), (exponent * self.data ** (exponent - 1),))

    def __neg__(self) -> "Value":
        return self * -1.0

    def __sub__(self, other: "Value | float") -> "Value":
        return self + as_value(other) * -1.0

    def __truediv__(self, other: "Value | float") -> "Value":
        return self * as_value(other) ** -1

    def __radd__(self, other: float) -> "Value":
        return self + other

    def __rmul__(self, other: float) -> "Value":
        return self * other

    def __rsub__(self, other: float) -> "Value":
        return self - other

    def __rtruediv__(self, other: float) -> "Value":
        return as_value(other) * self**-1

    def exp(self) -> "Value":
        e = math.exp(self.data)
        return Value(e, (self,), (e,))

    def tanh(self) -> "Value":
        t = math.tanh(self.data)
        return Value(t, (self,), (1.0 - t * t,))

    def relu(self) -> "Value":
        return Value(max(self.data, 0.0), (self,), (1.0 if self.data > 0 else 0.0,))

    def backward(self) -> None:
        """Add the derivative of this value to the grad of every Value that it depends on."""
        order = inputs_first(self)
        found = {id(value): 0.0 for value in order}  # of this pass alone; grad keeps the sum of all passes
        found[id(self)] = 1.0
        for value in reversed(order):  # complete before it is passed on: all that use it have been seen
            for source, slope in zip(value.inputs, value.slopes, strict=True):
                found[id(source)] += slope * found[id(value)]
        for value in order:
            value.grad += found[id(value)]


def as_value(x: "Value | float") -> "Value":
    return x if isinstance(x, Value) else Value(x)


def inputs_first(root: Value) -> list[Value]:
    """Return all that `root` depends on, and itself, each after its inputs. No recursion: chains may be long."""
    order: list[Value] = []
    seen: set[int] = set()
    stack = [(root, False)]
    while stack:
        value, inputs_done = stack.pop()
        if inputs_done:
            order.append(value)
        elif id(value) not in seen:
            seen.add(id(value))
            stack.append((value, True))
            stack.extend((source, False) for source in value.inputs)
    return order
