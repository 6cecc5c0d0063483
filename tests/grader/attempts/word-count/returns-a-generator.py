def word_count(text):
    yield text
