import pandas as pd


def group_stats(csv_path: str, by: str, col: str) -> pd.DataFrame:
    """Read a CSV file and return the count, mean and standard deviation of the numbers in `col`, for each value of `by`.

    What is no number counts as missing; rows without a value in `by` belong to no group. The result is indexed by the
    sorted values of `by`, with the columns count, mean and std (which divides by n - 1).
    """
    df = pd.read_csv(csv_path)
    df[col] = pd.to_numeric(df[col], errors="coerce")  # a word among the numbers becomes NaN
    return df.groupby(by)[col].agg(["count", "mean", "std"])  # sorted by group; NaN is skipped
