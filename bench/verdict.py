"""Submit to verdict through the API, against the same probe run bare: in a warm interpreter, and in a fresh one."""

import http.client
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bench.report import Figure, p50, p95
from tests.stack import ROOT, Stack

EXERCISE = "scaled-dot-product-attention"
FOLDER = ROOT / "curriculum" / "exercises" / EXERCISE
CELL_PYTHON = ROOT / ".venv-cell" / "bin" / "python"
RUNS = 40
THINKING_S = 0.3  # a single learner thinks between two attempts; the worker makes the next case meanwhile

TOKEN_CODE = """
from jieti.accounts.models import User
from jieti.api.models import Token
person, _ = User.objects.get_or_create(email="bench@example.org", defaults={"name": "Bench"})
print("TOKEN", Token.objects.issue(person, "bench")[1])
"""


class Client:
    """One person's script with a connection that stays open."""

    def __init__(self, stack: Stack) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(stack.url).netloc, timeout=60)
        token = stack.shell(TOKEN_CODE).split("TOKEN ")[1].strip()
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: object = None) -> dict[str, object]:
        self.connection.request(method, path, json.dumps(body) if body else None, self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        assert answer.status < 300, content
        return json.loads(content)

    def submit(self, source: str) -> float:
        """Think a little, hand in, and return milliseconds from then to having the verdict."""
        time.sleep(THINKING_S)
        begun = time.perf_counter()
        row = self.ask("POST", f"/api/v1/exercises/{EXERCISE}/submissions/", {"source": source})
        while row["state"] != "done":
            row = self.ask("GET", f"/api/v1/submissions/{row['id']}/?wait=30")
        assert row["status"] == "passed", row
        return (time.perf_counter() - begun) * 1000


def bare(runs: int, *how: str) -> list[float]:
    """Return milliseconds of the probe alone, the first (which loads what torch loads lazily) left out."""
    program = str(Path(__file__).with_name("bare.py"))
    command = [str(CELL_PYTHON), program, str(FOLDER), str(runs + 1), str(THINKING_S), *how]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, env={"OMP_NUM_THREADS": "1"}).stdout
    return [float(line) for line in printed.split()][1:]


def fresh() -> float:
    """Return milliseconds of a new interpreter that imports torch and runs the probe once."""
    begun = time.perf_counter()
    command = [str(CELL_PYTHON), str(Path(__file__).with_name("bare.py")), str(FOLDER), "1", "0"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={"OMP_NUM_THREADS": "1"})
    return (time.perf_counter() - begun) * 1000


def run(stack: Stack) -> Iterator[Figure]:
    client = Client(stack)
    source = (FOLDER / "solution.py").read_text()
    for n in range(5):
        client.submit(f"{source}\n# warm-up {n}\n")
    api = [client.submit(f"{source}\n# {n}\n") for n in range(RUNS)]
    warm, cold = bare(RUNS), p50([fresh() for _ in range(3)])
    limit = 4 * p50(warm) + 60
    yield Figure("verdict.bare_warm.p50", p50(warm), "ms")
    yield Figure("verdict.fresh_python", cold, "ms")
    yield Figure(
        "verdict.api.p50",
        p50(api),
        "ms",
        "verdict.bare_warm.p50",
        p50(api) / p50(warm),
        f"<= 4 x bare + 60 ms = {limit:.0f} ms",
        p50(api) <= limit,
    )
    yield Figure("verdict.api.p95", p95(api), "ms")
    yield Figure(
        "verdict.speed_up",
        cold / p50(api),
        "x",
        "verdict.fresh_python",
        p50(api) / cold,
        ">= 15 x",
        cold / p50(api) >= 15,
    )
