"""A piece of code on its way to a verdict; tasks.py is the only door to grader/."""
