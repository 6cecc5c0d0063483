def word_count(text):
    return {word: 1 for word in text.split()}
