"""Cohorts, what waits for a mentor, and conversations about lines of code. Knows submissions and study."""
