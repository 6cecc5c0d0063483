"""The shapes of the REST API, version 1. Texts are {"zh": ..., "en": ...}; times are ISO 8601 with an offset."""

from typing import Any

from rest_framework import serializers

from jieti.submissions.models import Submission

KINDS = [Submission.Kind.SUBMIT, Submission.Kind.RUN]  # what a learner may ask for


class BilingualSerializer(serializers.Serializer[dict[str, str]]):
    """A text in both languages."""

    zh = serializers.CharField(default="")
    en = serializers.CharField(default="")


class PersonSerializer(serializers.Serializer[Any]):
    """The person a token belongs to."""

    id = serializers.IntegerField()
    email = serializers.EmailField()
    name = serializers.CharField(source="display_name")
    role = serializers.CharField()
    language = serializers.CharField()
    time_zone = serializers.CharField()


class TrackSerializer(serializers.Serializer[Any]):
    """A roadmap."""

    key = serializers.CharField()
    slug = serializers.CharField()
    title = BilingualSerializer()
    summary = BilingualSerializer()
    hours = BilingualSerializer()


class SlotSerializer(serializers.Serializer[Any]):
    """Something planned on a day, or one part of something long."""

    kind = serializers.ChoiceField(choices=["lesson", "exercise", "project", "unit"])
    key = serializers.CharField(help_text="A lesson's, exercise's or project's slug, or a unit's key.")
    unit = serializers.CharField()
    title = BilingualSerializer()
    minutes = serializers.IntegerField()
    part = serializers.IntegerField()
    parts = serializers.IntegerField()
    done = serializers.BooleanField()


class PlanDaySerializer(serializers.Serializer[Any]):
    """One study day."""

    date = serializers.DateField()
    minutes = serializers.IntegerField()
    items = SlotSerializer(many=True)


class PlanSerializer(serializers.Serializer[Any]):
    """The plan of one enrolment, computed now."""

    track = serializers.CharField()
    today = serializers.DateField()
    finish = serializers.DateField(allow_null=True)
    days_behind = serializers.IntegerField(help_text="Study days; negative: ahead.")
    days = PlanDaySerializer(many=True)


class TodaySerializer(serializers.Serializer[Any]):
    """Today on every roadmap the person follows."""

    date = serializers.DateField()
    cards_due = serializers.IntegerField()
    items = SlotSerializer(many=True)


class ProgressSerializer(serializers.Serializer[Any]):
    """Done and total on one roadmap; `units` by unit key."""

    track = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    units = serializers.DictField(child=serializers.ListField(child=serializers.IntegerField()))


class ExerciseSerializer(serializers.Serializer[Any]):
    """An exercise in a list."""

    slug = serializers.CharField()
    title = BilingualSerializer()
    minutes = serializers.IntegerField()
    difficulty = serializers.IntegerField()
    passed = serializers.BooleanField()


class ExerciseDetailSerializer(ExerciseSerializer):
    """An exercise with what is needed to write it."""

    version = serializers.CharField()
    statement = BilingualSerializer()
    starter = serializers.CharField()


class CodeSerializer(serializers.Serializer[Any]):
    """A piece of code to grade (`submit`) or only to run (`run`)."""

    # DRF collects declared fields off the class, so this hides nothing that a serializer uses.
    source = serializers.CharField(trim_whitespace=False, allow_blank=True)  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=KINDS, default=Submission.Kind.SUBMIT)

    def to_internal_value(self, data: Any) -> Any:
        """Let the model judge the text: it names NUL bytes, lone surrogates and the limit in the person's language."""
        if not isinstance(data, dict) or not isinstance(data.get("source"), str):
            return super().to_internal_value(data)
        rest = super().to_internal_value({**data, "source": "x"})
        return {**rest, "source": data["source"]}


class SubmissionSerializer(serializers.Serializer[Submission]):
    """A submission; `verdict` is null until it is done, then the verdict of version 1."""

    id = serializers.UUIDField()
    exercise = serializers.CharField(source="exercise.slug")
    kind = serializers.CharField()
    number = serializers.IntegerField()
    state = serializers.CharField()
    position = serializers.IntegerField(source="queue_position", help_text="Place in the queue; 0 once taken.")
    status = serializers.CharField()
    score = serializers.FloatField(allow_null=True)
    created_at = serializers.DateTimeField()
    graded_at = serializers.DateTimeField(allow_null=True)
    verdict = serializers.JSONField(allow_null=True)
