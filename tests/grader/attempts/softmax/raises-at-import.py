import numpy


def setup():
    raise ValueError("no")


setup()
