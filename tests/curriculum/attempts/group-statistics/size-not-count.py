import pandas as pd


def group_stats(csv_path, by, col):
    table = pd.read_csv(csv_path)
    table = table.assign(**{col: pd.to_numeric(table[col], errors="coerce")})
    return table.groupby(by).agg(count=(col, len), mean=(col, "mean"), std=(col, "std"))
