"""Finding a port to answer on."""

import errno
import socket


class PortTaken(Exception):
    """The port somebody asked for is in use, or not theirs to take."""


def is_free(host: str, port: int) -> bool:
    """Say whether a server could bind there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
    return True


def choose(host: str, wanted: int | None, default: int = 8000, tries: int = 50) -> int:
    """Return `wanted` if it is free, else raise PortTaken; with nothing wanted, the first free one from `default`."""
    if wanted is not None:
        if not is_free(host, wanted):
            raise PortTaken(wanted)
        return wanted
    for port in range(default, default + tries):
        if is_free(host, port):
            return port
    raise PortTaken(default)
