"""No enrolment without a study day: rows that were made without one get Monday to Friday."""

from typing import Any

from django.conf import settings
from django.db import migrations, models

import jieti.study.weekdays


def give_workdays(apps: Any, schema_editor: Any) -> None:
    """Give those without a study day the usual ones."""
    enrolments = apps.get_model("study", "Enrolment").objects
    enrolments.filter(weekdays=[]).update(weekdays=jieti.study.weekdays.workdays())


class Migration(migrations.Migration):
    dependencies = [
        ("study", "0001_initial"),
        ("courses", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="enrolment",
            name="weekdays",
            field=models.JSONField(
                default=jieti.study.weekdays.workdays, validators=[jieti.study.weekdays.validate_weekdays]
            ),
        ),
        migrations.RunPython(give_workdays, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays", []), _negated=True), name="some_study_day"
            ),
        ),
    ]
