"""The pages of study, a file a page."""
