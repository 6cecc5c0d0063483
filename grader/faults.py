"""Whose fault it is, as types. The learner's faults are verdicts; these are the others."""


class AuthorFault(Exception):
    """The exercise is broken: its files are wrong, or its own solution does not work."""


class OurFault(Exception):
    """A cell could not be made or a process of ours failed; the attempt does not count."""


class BadAnswer(Exception):
    """What came out of a cell is no answer. Whose fault that is depends on whose code ran in the cell."""
