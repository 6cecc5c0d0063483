"""A line of the log: its facts, its two forms, and what is never in it."""

import json
import logging
import threading
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from jieti.lib import logs


@pytest.fixture(params=["plain", "json"])
def form(request: pytest.FixtureRequest) -> logging.Formatter:
    return logs.Plain() if request.param == "plain" else logs.Json()


@pytest.fixture
def log(form: logging.Formatter) -> Iterator[logging.Logger]:
    """A logger with nobody else listening; `log.handlers[0].stream` is what it wrote."""
    made = logging.Logger("jieti.tried", logging.DEBUG)
    handler = logging.StreamHandler(StringIO())
    handler.setFormatter(form)
    made.addHandler(handler)
    logs.begin()
    yield made
    logs.begin()


def written(log: logging.Logger) -> str:
    (handler,) = log.handlers
    assert isinstance(handler, logging.StreamHandler)
    text: str = handler.stream.getvalue()
    return text


def parsed(log: logging.Logger) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(log).splitlines()]


def only(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("form", [kind], indirect=True)


@only("json")
def test_json_is_one_object_a_line(log: logging.Logger) -> None:
    log.info("two\nlines, %s", "阶梯 \udc80")
    (line,) = parsed(log)
    assert set(line) == {"time", "level", "logger", "message"}
    assert (line["level"], line["logger"]) == ("INFO", "jieti.tried")
    assert line["message"] == "two\nlines, 阶梯 \udc80"
    assert line["time"].endswith("+00:00")


@only("json")
def test_facts_are_fields(log: logging.Logger) -> None:
    logs.begin(request="r1")
    log.info("before")
    with logs.about(submission=7):
        log.info("within")
    log.info("after")
    found = [{key: line.get(key) for key in ("request", "submission")} for line in parsed(log)]
    alone = {"request": "r1", "submission": None}
    assert found == [alone, {"request": "r1", "submission": "7"}, alone]


@only("plain")
def test_plain_names_facts_that_the_message_does_not(log: logging.Logger) -> None:
    logs.begin(request="r-12345")
    with logs.about(submission="s-67890"):
        log.info("submission s-67890: handed in")
        log.info("something else")
    first, second = written(log).splitlines()
    assert first.endswith("INFO jieti.tried: submission s-67890: handed in [request=r-12345]")
    assert second.endswith("something else [request=r-12345 submission=s-67890]")


@only("json")
def test_a_new_request_starts_from_nothing(log: logging.Logger) -> None:
    logs.begin(request="one")
    logs.begin(request="two")
    log.info("x")
    assert parsed(log)[0]["request"] == "two"


@only("json")
def test_threads_do_not_mix_their_facts(log: logging.Logger) -> None:
    both = threading.Barrier(2)

    def work(number: int) -> None:
        with logs.about(submission=number):
            both.wait(10)
            log.info("%s", number)
            both.wait(10)

    threads = [threading.Thread(target=work, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((line["message"], line["submission"]) for line in parsed(log)) == [("1", "1"), ("2", "2")]


TOKEN = "jieti_" + "Ab3_-" * 9


@pytest.mark.parametrize(
    ("message", "secret"),
    [
        ("Not Found: /setup/q9Zr-abc_DEF/", "q9Zr-abc_DEF"),
        ("Forbidden: /accounts/password/reset/key/1-d2f-77aa/?x=1", "d2f-77aa"),
        (f"token {TOKEN} is unknown", TOKEN),
        ("Authorization: Bearer sekret.abc", "sekret.abc"),
        ("no answer from postgres://ada:hun:ter2@db:5432/school", "hun:ter2"),
        ("no answer from redis://:hunter2@broker/0", "hunter2"),
    ],
)
def test_secrets_are_taken_out(log: logging.Logger, message: str, secret: str) -> None:
    log.warning("%s", message)
    try:
        raise ValueError(message)
    except ValueError:
        log.exception("and in the traceback")
    assert secret not in written(log)
    assert written(log).count(logs.HIDDEN) == 2
    assert "Traceback" in written(log) and "ValueError" in written(log)


CODE = "import torch\n\ndef attend(q, k):\n    return 'it''s' + \"\\n\" + q @ k  # canary\nx = 1\n"


@pytest.mark.parametrize("quoted", [CODE, repr(CODE), CODE.splitlines()[3], f"near {CODE.splitlines()[2]!r}"])
def test_no_line_of_the_code_in_hand_whoever_quotes_it(log: logging.Logger, quoted: str) -> None:
    with logs.about(CODE, submission=1):
        try:
            raise ValueError(quoted)
        except ValueError:
            log.exception("grading failed: %s", quoted)
    assert not [line for line in ("import torch", "attend", "canary") if line in written(log)]
    log.info("import torch")
    assert "import torch" in written(log), "afterwards nobody's code is in hand"


def test_ordinary_lines_stay_as_they_are(log: logging.Logger) -> None:
    for message in ("the GET of /setup", "jieti_look sent", "http://127.0.0.1:8000/lessons/a@b", "Bearer of bad news"):
        log.info(message)
    assert written(log).count(logs.HIDDEN) == 1, "a bearer of anything is one too many"
