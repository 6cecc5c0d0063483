"""`DJANGO_SETTINGS_MODULE=jieti.settings.base python -m tests.dumps NAME` writes tests/dumps/NAME.json."""

import json
import sys
from pathlib import Path

import django
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph

from tests.dumps.rows import dump


def later(graph: MigrationGraph, key: tuple[str, str]) -> set[tuple[str, str]]:
    """Return the migrations of the same app that build on this one."""
    return {node.key for node in graph.node_map[key].children if node.key[0] == key[0]}


def main(name: str) -> None:
    """Write the rows and the last applied migration of each app."""
    django.setup()
    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    graph = executor.loader.graph
    leaves = sorted(key for key in applied if key in graph.nodes and not later(graph, key) & applied)
    rows = dump(executor.loader.project_state(leaves).apps)
    text = json.dumps({"migrations": leaves, "rows": rows}, ensure_ascii=False, indent=1)
    (Path(__file__).parent / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
