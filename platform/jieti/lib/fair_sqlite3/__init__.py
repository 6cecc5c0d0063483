"""Django's SQLite, with a queue for the threads of a process that want to write. Knows nothing of Jieti."""
