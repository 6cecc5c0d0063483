def softmax(x):
    return {frozenset(): 1, (1, [].__len__): 2}
