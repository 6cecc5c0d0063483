"""All rows of a database as JSON and back, through the models as they were at some migration."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

Rows = dict[str, list[dict[str, Any]]]

#: What Django makes anew by itself.
NOT_PEOPLES = {"contenttypes.contenttype", "auth.permission", "sessions.session", "operations.machine"}


def kept(apps: Any) -> list[type[models.Model]]:
    """Return the models whose rows matter, tables between two others included."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and model._meta.label_lower not in NOT_PEOPLES]


def plain(row: models.Model) -> dict[str, Any]:
    """Return a row as JSON has it."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    found: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return found


def dump(apps: Any) -> Rows:
    """Return every row."""
    found = {
        model._meta.label_lower: [plain(row) for row in model._base_manager.order_by("pk")] for model in kept(apps)
    }
    return {label: rows for label, rows in found.items() if rows}


def load(apps: Any, rows: Rows) -> None:
    """Write them into an empty database."""
    with transaction.atomic():
        for label, values in rows.items():
            model = apps.get_model(label)
            fields = model._meta.concrete_fields
            for field in fields:  # else they would all have been made just now
                field.auto_now = field.auto_now_add = False
            model._base_manager.bulk_create(
                model(**{field.attname: field.to_python(row[field.attname]) for field in fields}) for row in values
            )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept(apps)):
            cursor.execute(statement)


def lost(apps: Any, rows: Rows, meant: Mapping[tuple[str, str], Iterable[Any]]) -> list[str]:
    """Return what is no longer as it was. `meant`: what a migration changes on purpose, by model and field."""
    found = []
    for label, values in rows.items():
        now = {row["id"]: row for row in dump(apps).get(label, [])}
        for row in values:
            after = now.get(row["id"])
            if after is None:
                found.append(f"{label} {row['id']} is gone")
                continue
            changed = {name for name, value in row.items() if after.get(name) != value}
            found += [
                f"{label} {row['id']}: {name} was {row[name]!r}, is {after.get(name)!r}"
                for name in sorted(changed)
                if row[name] not in meant.get((label, name), ())
            ]
    return found
