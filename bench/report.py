"""The line a benchmark prints."""

import json
from dataclasses import asdict, dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Figure:
    """A measured value; where it has a limit, `holds` says whether it kept it."""

    name: str
    value: float
    unit: str
    ratio_to: str = ""
    ratio: float | None = None
    limit: str = ""
    holds: bool | None = None

    def line(self) -> str:
        return json.dumps({key: rounded(value) for key, value in asdict(self).items() if value not in ("", None)})


def rounded(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value


def p50(values: list[float]) -> float:
    return median(values)


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]
