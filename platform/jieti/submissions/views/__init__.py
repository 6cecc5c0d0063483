"""Pages of exercises and submissions."""
