"""Cohorts, what waits for a mentor, line comments."""
