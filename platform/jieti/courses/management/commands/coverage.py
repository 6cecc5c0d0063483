"""`manage.py coverage [DIR] [--missing] [--json]`: which topics of the roadmaps are taught by what."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from jieti.courses.coverage import coverage, figures
from jieti.courses.problems import Invalid
from jieti.courses.reading import read_curriculum
from jieti.lib.bilingual import pick
from jieti.lib.terminal import speak


class Command(BaseCommand):
    help = "List the topics of the roadmaps with the lessons that teach them, and count what the curriculum holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CURRICULUM, metavar="DIR")
        parser.add_argument("--missing", action="store_true", help="list only what no lesson teaches yet")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    @speak()
    def handle(self, *args: Any, folder: Path, missing: bool, json: bool, **options: Any) -> None:
        try:
            curriculum = read_curriculum(folder)
        except Invalid as invalid:
            raise CommandError("\n".join(str(problem) for problem in invalid.problems)) from None
        tracks, numbers = coverage(curriculum), figures(curriculum)
        if json:
            topics = {topic.key: topic.lessons for track in tracks for topic in track.topics}
            self.stdout.write(_as_json({"figures": numbers, "topics": topics}))
            return
        for track in tracks:
            for topic in track.topics:
                if not (missing and topic.lessons):
                    by = ", ".join(topic.lessons) or "-"
                    self.stdout.write(f"{topic.key:14} {by:40} {pick({'zh': topic.zh, 'en': topic.en})}")
        for track in tracks:
            of = {"key": track.key, "taught": len(track.taught), "topics": len(track.topics)}
            self.stdout.write(_("%(key)s: %(taught)d of %(topics)d topics are taught") % of)
        self.stdout.write(_(
            "%(topics_taught)d of %(topics)d topics; %(lessons)d lessons with %(words_zh)d words in Chinese and "
            "%(words_en)d in English, %(code_blocks)d blocks of code, %(cards)d review cards, "
            "%(questions)d quiz questions; %(exercises)d exercises; %(projects)d projects"
        ) % numbers)  # fmt: skip


def _as_json(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)
