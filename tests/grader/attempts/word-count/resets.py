def word_count(text):
    return dict.fromkeys(text.split(), 1)
