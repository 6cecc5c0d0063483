import numpy as np
import pandas as pd


def group_stats(csv_path, by, col):
    data = pd.read_csv(csv_path)
    values = pd.to_numeric(data[col], "coerce")
    out = {}
    for key, part in values.groupby(data[by]):
        good = part.dropna().to_numpy()
        out[key] = (len(good), good.mean() if len(good) else np.nan, np.std(good) if len(good) else np.nan)
    return pd.DataFrame(out, index=["count", "mean", "std"]).T
