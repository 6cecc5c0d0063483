"""Secrets that the installation generates for itself, one file each, readable by the owner only."""

import os
import secrets
from pathlib import Path


def generated(folder: Path, name: str) -> str:
    """Return the secret called `name`, making it (mode 600) the first time it is asked for."""
    path = folder / name
    try:
        return path.read_text()
    except FileNotFoundError:
        pass
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)  # two processes may start together: the first one wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()
