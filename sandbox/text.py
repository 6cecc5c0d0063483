"""What a learner's program wrote, made fit to keep: valid Unicode, no NUL (databases refuse both)."""


def clean(data: bytes) -> str:
    """Decode, whatever it is."""
    return data.decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
