import pandas as pd


def group_stats(csv_path: str, by: str, col: str) -> pd.DataFrame:
    df = pd.read_csv(csv_path)
    numbers = df.assign(value=pd.to_numeric(df[col], errors="coerce"))
    return numbers.groupby(by).agg(std=("value", "std"), mean=("value", "mean"), count=("value", "count"))
