"""What a learner tells about their week, and about days without study."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jieti.lib.bilingual import pick
from jieti.study.outline import Node, Outline
from jieti.study.weekdays import NAMES

FARTHEST = timedelta(days=366)
LONGEST_AGO = timedelta(days=366)
date_widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class WeekForm(forms.Form):
    """When to start, on which weekdays, for how long."""

    starts_on = forms.DateField(label=_("Start"), widget=date_widget)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Study days"),
        choices=list(enumerate(NAMES)),
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "weekdays"}),
        error_messages={"required": _("Choose at least one day of the week to study on.")},
    )
    minutes_per_day = forms.IntegerField(
        label=_("Minutes a day"),
        min_value=15,
        max_value=600,
        widget=forms.NumberInput(attrs={"step": 5, "inputmode": "numeric"}),
        error_messages={
            "min_value": _("Less than 15 minutes a day is too little for a plan."),
            "max_value": _("More than 600 minutes a day is more than anybody keeps up."),
        },
    )

    part = forms.ChoiceField(label=_("How much of it"), required=False)

    def __init__(self, *args: Any, today: date, outline: Outline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All of it")), *((node.key, _part(outline, node)) for node in outline.parts)]

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if day > self.today + FARTHEST:
            raise forms.ValidationError(_("Choose a start within a year from today."))
        if day < self.today - LONGEST_AGO and day != self.initial.get("starts_on"):
            raise forms.ValidationError(_("Choose a start no more than a year ago."))
        return day


def _part(outline: Outline, node: Node) -> str:
    hours = max(1, round(sum(item.minutes for item in outline.within(node.key).items) / 60))
    return _("Only: %(title)s (about %(hours)s h)") % {"title": pick(node.title), "hours": hours}


class PauseForm(forms.Form):
    """Days without study, both ends included."""

    first = forms.DateField(label=_("First day off"), widget=date_widget)
    last = forms.DateField(label=_("Last day off"), widget=date_widget)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day off is before the first one."))
        elif last and last < self.today:
            self.add_error("last", _("These days are already past: what was not done then is in your plan anyway."))
        elif last and last > self.today + FARTHEST:
            self.add_error("last", _("Choose days within a year from today."))
        return values
