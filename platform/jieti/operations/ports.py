"""Finding a port to answer on, and taking it at once: what looks free now may not be in a moment."""

import errno
import socket


class PortTaken(Exception):
    """The port somebody asked for is in use, or not theirs to take."""


def listen(host: str, port: int) -> socket.socket | None:
    """Return a socket that listens there; None if somebody else does, or may alone."""
    server = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        server.bind((host, port))
        server.listen(2048)
    except OSError as error:
        server.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            return None
        raise
    return server


def take(host: str, wanted: int | None, default: int = 8000, tries: int = 50) -> socket.socket:
    """Return a socket listening on `wanted`, else raise PortTaken; with nothing wanted, on the first free port."""
    for port in range(default, default + tries) if wanted is None else [wanted]:
        if server := listen(host, port):
            return server
    raise PortTaken(default if wanted is None else wanted)
