"""Every image of compose.yaml, under the names of the variables that choose them."""

from pathlib import Path

from tests.sandbox.docker import picture

SERVERS = Path(__file__).resolve().parent / "servers"


def built(address: str) -> dict[str, str]:
    """Build what is not in the engine's cache: worker and web, and Debian's servers."""
    servers = picture.servers(address, SERVERS)
    return {
        "JIETI_WORKER_IMAGE": picture.house(address, "worker"),
        "JIETI_WEB_IMAGE": picture.house(address, "web"),
        **dict.fromkeys(("JIETI_POSTGRES_IMAGE", "JIETI_REDIS_IMAGE", "JIETI_NGINX_IMAGE"), servers),
    }
