import re


def word_count(text, lower=True):
    haystack = text.lower() if lower else text
    result = dict()
    for match in re.finditer(r"\w+", haystack):
        needle = match.group(0)
        if needle not in result:
            result[needle] = len(haystack.split(needle)) - 1
    return result
