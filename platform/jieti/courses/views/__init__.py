"""The pages of roadmaps and lessons."""
