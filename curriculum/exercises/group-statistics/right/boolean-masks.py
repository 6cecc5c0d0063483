import pandas as pd


def group_stats(csv_path: str, by: str, col: str) -> pd.DataFrame:
    df = pd.read_csv(csv_path, na_values=["unknown"])
    df[col] = pd.to_numeric(df[col], errors="coerce")
    rows = {}
    for key in sorted(df[by].dropna().unique()):
        numbers = df.loc[df[by] == key, col]
        rows[key] = [numbers.notna().sum(), numbers.mean(), numbers.std()]
    return pd.DataFrame.from_dict(rows, orient="index", columns=["count", "mean", "std"])
