"""Rows as they lay in databases of earlier versions: what people would lose if a migration were wrong.

Each file names the migrations its database was at. They are never changed; `python -m tests.dumps NAME` adds one, of
the database that the environment names, before a version that migrates what people have made.
"""
