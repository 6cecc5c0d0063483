"""Quizzes: a few questions drawn from a pool, and what an answer is worth. No database here."""

import hashlib
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import QueryDict

ENOUGH = 0.8  # of the questions: then a quiz is passed
PART = re.compile(r"[A-Za-z_]\w*|\d+")
NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d+)?")


class Question(Protocol):
    """What is needed of jieti.courses.models.Question."""

    key: str
    kind: str
    data: Any


@dataclass(frozen=True)
class Option:
    """A choice or a step as the page shows it. `value` says nothing about its place in the file."""

    index: int
    value: str
    text: Mapping[str, str]


def draw(pool: Sequence[Any], seed: str, number: int) -> list[Any]:
    """Return up to `number` questions of a pool, the same ones for the same seed, in a random order."""
    ordered = sorted(pool, key=lambda question: question.key)
    return random.Random(f"draw {seed}").sample(ordered, min(number, len(ordered)))


def options(question: Question, seed: str) -> list[Option]:
    """Return the choices or steps of a question, shuffled; steps are never in their right order already."""
    texts = question.data.get("choices") or question.data.get("steps") or []
    found = [Option(index, _value(question, seed, index), text) for index, text in enumerate(texts)]
    shuffled = found[:]
    rng = random.Random(f"options {seed} {question.key}")
    rng.shuffle(shuffled)
    if question.kind == "order" and shuffled == found:
        shuffled.append(shuffled.pop(0))
    return shuffled


def _value(question: Question, seed: str, index: int) -> str:
    return hashlib.sha256(f"{seed} {question.key} {index}".encode()).hexdigest()[:10]


def read(question: Question, seed: str, answers: QueryDict) -> Any:
    """Return what was answered, in terms of the question's file; None or [] for nothing.

    single: an index; multiple: indices; number: a float; shape: its parts; order: the indices in the order given.
    """
    name = f"answer-{question.key}"
    by_value = {option.value: option.index for option in options(question, seed)}
    if question.kind == "single":
        return by_value.get(answers.get(name, ""))
    if question.kind == "multiple":
        return sorted(by_value[value] for value in set(answers.getlist(name)) if value in by_value)
    if question.kind == "number":
        return _number(answers.get(name, ""))
    if question.kind == "shape":
        return [part.casefold() for part in PART.findall(answers.get(name, "")[:200])]
    places = {index: answers.get(f"{name}-{value}", "") for value, index in by_value.items()}
    if sorted(places.values()) != sorted(str(n + 1) for n in range(len(places))):
        return []
    return sorted(places, key=lambda index: int(places[index]))


def _number(text: str) -> float | None:
    found = NUMBER.fullmatch(text.strip().replace("\u2212", "-")[:40])
    return float(found[0].replace(",", ".")) if found else None


def is_right(question: Question, given: Any) -> bool:
    """Return whether an answer, as `read` returned it, is the right one."""
    data = question.data
    if question.kind == "single":
        return given is not None and bool(data["choices"][given].get("right"))
    if question.kind == "multiple":
        return bool(given == [index for index, choice in enumerate(data["choices"]) if choice.get("right")])
    if question.kind == "number":
        slack = data.get("tolerance", 0) + 1e-9 * abs(data["answer"])
        return given is not None and abs(given - data["answer"]) <= slack
    if question.kind == "shape":
        return bool(given == [part.casefold() for part in PART.findall(data["shape"])])
    return bool(given == list(range(len(data["steps"]))))
