"""Pages about people: their own settings, the administrator's list, the first visit."""
