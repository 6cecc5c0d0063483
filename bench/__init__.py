"""Benchmarks: each compares two things in one run and prints one JSON object a line."""
