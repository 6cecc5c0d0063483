"""Authoring in the browser: preview, revisions, publishing."""
