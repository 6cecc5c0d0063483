import pandas as pd


def group_stats(csv_path: str, by: str, col: str) -> pd.DataFrame:
    df = pd.read_csv(csv_path)
    df[col] = pd.to_numeric(df[col], errors="coerce")
    return df.groupby(by)[col].agg(["count", "mean", "std"]).reset_index()
