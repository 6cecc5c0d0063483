"""What exercise.yaml says, as types."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sandbox import Limits

MIB = 1 << 20
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=80)]
Dotted = Annotated[str, StringConstraints(pattern=r"^\.?[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$")]
Operator = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+::[A-Za-z0-9_.]+$")]
Link = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(#[A-Za-z0-9_-]+)?$")]


class Model(BaseModel):
    """Strict: an unknown key is a mistake, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Model):
    """A text in both languages."""

    zh: Filled
    en: Filled

    def text(self) -> dict[str, str]:
        """Return it as verdicts carry it."""
        return {"zh": self.zh, "en": self.en}


class Bounds(Model):
    """What one attempt may use; what is left out is the sandbox's default."""

    wall_s: float = Field(default=10, gt=0, le=300)
    cpu_s: float = Field(default=10, gt=0, le=300)
    memory_mb: int = Field(default=1024, ge=64, le=16384)
    gpu_memory_mb: int = Field(default=4096, ge=256, le=65536)  # beyond what opening the GPU takes

    def limits(self, factor: float = 1) -> Limits:
        """Return them as the sandbox takes them, times and memory multiplied by `factor`."""
        memory, gpu_memory = (int(size * MIB * factor) for size in (self.memory_mb, self.gpu_memory_mb))
        return Limits(wall_s=self.wall_s * factor, cpu_s=self.cpu_s * factor, memory=memory, gpu_memory=gpu_memory)


class Entry(Model):
    """What must exist in the learner's file."""

    kind: Literal["function", "class"]
    name: Identifier | None = None
    names: list[Identifier] = []

    @model_validator(mode="after")
    def something(self) -> Self:
        """Refuse an entry that names nothing."""
        if not self.all:
            raise ValueError("give name or names")
        return self

    @property
    def all(self) -> list[str]:
        """Every name that must exist."""
        return ([self.name] if self.name else []) + self.names


class Forbid(Model):
    """A shortcut that the exercise takes away, by dotted name (".sort" for a method) and by torch operators."""

    name: Dotted
    ops: list[Operator] = []
    message: Bilingual


class Tolerance(Model):
    """|got - want| <= atol + rtol * |want|."""

    rtol: float = Field(ge=0, le=1)
    atol: float = Field(ge=0)


class Check(Model):
    """One observation and the rule it must keep."""

    id: Id
    title: Bilingual
    role: Literal["value", "gradient", "invariant", "resource", "picture"] = "value"
    rule: Literal["close", "equal", "at_least", "at_most", "between", "accuracy"]
    failed: Bilingual
    axes: list[str] = []
    tolerance: Tolerance | None = None
    dtype: Literal["exact", "kind"] = "exact"
    weight: float = Field(default=1, gt=0, le=100)
    value: float | None = None
    low: float | None = None
    high: float | None = None
    secret: str | None = None
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def complete(self) -> Self:
        """Refuse a rule without its numbers, and numbers without their rule."""
        wanted = NEEDS.get(self.rule, set())
        given = {name for name in BOUNDS if getattr(self, name) is not None}
        if not wanted <= given:
            raise ValueError(f"{self.rule} needs {', '.join(sorted(wanted - given))}")
        extra = given - wanted - ({"at_most"} if self.rule == "accuracy" else set())
        if extra:
            raise ValueError(f"{self.rule} does not use {', '.join(sorted(extra))}")
        if self.tolerance and self.rule != "close":
            raise ValueError(f"{self.rule} does not use tolerance")
        return self

    @property
    def compares(self) -> bool:
        """Whether the rule compares with the reference; the others compare with a bound."""
        return self.rule in ("close", "equal")


NEEDS = {
    "at_least": {"value"},
    "at_most": {"value"},
    "between": {"low", "high"},
    "accuracy": {"secret", "at_least"},
}
BOUNDS = ("value", "low", "high", "secret", "at_least", "at_most")


class Wrong(Model):
    """A misconception, in wrong/<id>.py. One that does not end in observations cannot be diagnosed by them."""

    id: Id
    message: Bilingual
    link: Link
    ends: Literal["failed", "error", "timeout", "memory", "output", "forbidden"] = "failed"
    loose: list[Id] = []  # checks whose values differ from one handwriting of this mistake to the next


# Where the list of exercises shows an exercise; in this order.
Group = Literal[
    "python",
    "tensors",
    "optimisation",
    "training",
    "tokenisation",
    "embeddings",
    "attention",
    "transformer",
    "language-models",
    "lora",
    "efficiency",
    "scale",
    "alignment",
    "retrieval",
    "agents",
]


class Spec(Model):
    """The whole of exercise.yaml."""

    title: Bilingual
    summary: Bilingual
    image: Literal["python", "plot", "web", "torch", "transformers", "export"]
    device: Literal["any", "cpu", "cuda"] = "any"
    minutes: int = Field(ge=1, le=600)
    difficulty: int = Field(ge=1, le=5)
    group: Group | None = None  # loading asks for one; versions published before there were groups have none
    concepts: list[Id] = []
    limits: Bounds = Bounds()
    at_once: bool = False  # its observations share what is dear, made once a cell: some alone cost as much as all
    entry: Entry
    forbids: list[Forbid] = []
    hints: list[Bilingual] = Field(min_length=3)
    checks: list[Check] = Field(min_length=1)
    wrong: list[Wrong] = Field(min_length=1)
    right: list[Id] = Field(min_length=1)

    def check(self, name: str) -> Check:
        """Return the check with this id."""
        return next(check for check in self.checks if check.id == name)

    def repeated(self) -> list[tuple[tuple[str, int, str] | tuple[str, int], str]]:
        """Return (path, id) of every id that occurs twice among its kind."""
        found: list[tuple[Any, str]] = []
        for kind, items in (("checks", self.checks), ("wrong", self.wrong)):
            ids = [item.id for item in items]
            found += [((kind, i, "id"), ids[i]) for i in range(len(ids)) if ids[i] in ids[:i]]
        return found + [
            (("right", i), self.right[i]) for i in range(len(self.right)) if self.right[i] in self.right[:i]
        ]
