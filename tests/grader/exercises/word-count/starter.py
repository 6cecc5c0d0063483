def word_count(text: str) -> dict[str, int]:
    raise NotImplementedError
