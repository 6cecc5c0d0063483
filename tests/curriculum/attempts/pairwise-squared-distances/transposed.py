import numpy


def pairwise_sq_dists(X, Y):
    a = numpy.asarray(X, dtype="float64")
    b = numpy.asarray(Y, dtype="float64")
    out = []
    for point in b:
        out.append(((a - point) ** 2).sum(1))
    return numpy.stack(out)
