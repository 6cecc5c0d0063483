"""What can be said about a source without parsing it."""

from grader.messages import Text, say

MAX_SOURCE = 256 * 1024


def trap(source: str) -> Text | None:
    """Return why a source is refused before it is sent anywhere, or None."""
    size = len(source.encode("utf-8", "surrogatepass"))
    if size > MAX_SOURCE:
        return say("too-long", size=-(-size // 1024), limit=MAX_SOURCE // 1024)
    for number, line in enumerate(source.split("\n"), start=1):
        if "\0" in line:
            return say("nul", line=number)
        if not line.isascii() and any("\ud800" <= letter <= "\udfff" for letter in line):
            return say("surrogate", line=number)
    if all(not line.strip() or line.strip().startswith("#") for line in source.replace("\ufeff", "").splitlines()):
        return say("empty")
    return None
