"""Tracks, units, lessons and exercises: the published copy of curriculum/."""
