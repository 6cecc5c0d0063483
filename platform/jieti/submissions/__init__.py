"""A piece of code on its way to a verdict: rows, queue, worker, pages. tasks.py is the only door to grader/."""
