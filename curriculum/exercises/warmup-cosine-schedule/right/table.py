import math


def lr_at(step, max_lr, min_lr, warmup, total):
    climb = [max_lr * n / warmup for n in range(warmup)]
    length = total - warmup
    fall = [max_lr - (max_lr - min_lr) * (1 - math.cos(math.pi * n / length)) / 2 for n in range(length)]
    table = climb + fall
    return table[step] if step < len(table) else min_lr
