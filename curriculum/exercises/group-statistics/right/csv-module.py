import csv
import math

import pandas as pd


def group_stats(csv_path: str, by: str, col: str) -> pd.DataFrame:
    groups: dict[object, list[float]] = {}
    with open(csv_path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if not row[by]:
                continue
            numbers = groups.setdefault(int(row[by]) if row[by].isdigit() else row[by], [])
            try:
                numbers.append(float(row[col]))
            except ValueError:
                pass  # no number: missing
    table = {}
    for key in sorted(groups):
        numbers = groups[key]
        n = len(numbers)
        mean = math.fsum(numbers) / n if n else math.nan
        std = math.sqrt(math.fsum((x - mean) ** 2 for x in numbers) / (n - 1)) if n > 1 else math.nan
        table[key] = {"count": n, "mean": mean, "std": std}
    return pd.DataFrame.from_dict(table, orient="index", columns=["count", "mean", "std"])
