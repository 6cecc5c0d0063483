def word_count(text):
    return {"\ud800\0": 1}
