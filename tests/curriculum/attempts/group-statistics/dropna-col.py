import csv
import statistics

import pandas as pd


def group_stats(csv_path, by, col):
    found = {}
    for row in csv.DictReader(open(csv_path)):
        try:
            value = float(row[col])
        except ValueError:
            continue
        if row[by]:
            key = float(row[by]) if row[by].isnumeric() else row[by]
            found.setdefault(key, []).append(value)
    lines = []
    for key in sorted(found):
        v = found[key]
        lines.append([len(v), statistics.fmean(v), statistics.stdev(v) if len(v) > 1 else float("nan")])
    return pd.DataFrame(lines, index=sorted(found), columns=["count", "mean", "std"])
