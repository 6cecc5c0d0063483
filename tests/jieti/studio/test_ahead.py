"""Where one language of a lesson is newer than the other, its readers and authors are told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jieti.accounts.models import User
from jieti.courses.models import Lesson

Filled = Callable[..., dict[str, Any]]
SAME = {"body_zh": "正文\n", "body_en": "Text\n"}  # what is published


def published(client: Client, lesson: Lesson, fields: dict[str, Any]) -> str:
    """Publish in the browser; return which language is newer then."""
    assert client.post(f"/studio/lessons/{lesson.slug}/", {**fields, "publish": "1"}).status_code == 302
    lesson.refresh_from_db()
    assert lesson.published is not None
    return lesson.published.ahead


@pytest.mark.parametrize(
    ("fields", "ahead"),
    [
        ({"body_zh": "新\n"}, "zh"),
        ({"body_en": "New\n"}, "en"),
        ({"title_en": "Attention, again"}, "en"),
        ({"body_zh": "新\n", "body_en": "New\n"}, ""),
        ({"body_zh": "新\n", "in_step": "on"}, ""),
        ({"minutes": 50}, ""),
    ],
)
def test_the_language_that_changed_alone_is_newer(
    lesson: Lesson, ann_client: Client, filled: Filled, fields: dict[str, Any], ahead: str
) -> None:
    assert published(ann_client, lesson, filled(lesson, **{**SAME, **fields})) == ahead


def test_the_other_one_catches_up(lesson: Lesson, ann_client: Client, filled: Filled) -> None:
    assert published(ann_client, lesson, filled(lesson, body_zh="新\n", body_en="Text\n")) == "zh"
    assert published(ann_client, lesson, filled(lesson, body_zh="新\n", body_en="Text\n", minutes=50)) == "zh"
    assert published(ann_client, lesson, filled(lesson, body_zh="更新\n", body_en="Text\n")) == "zh"
    assert published(ann_client, lesson, filled(lesson, body_zh="更新\n", body_en="New\n")) == ""


def test_readers_of_the_older_one_and_authors_are_told(
    lesson: Lesson, ann_client: Client, ada: User, ada_client: Client, filled: Filled
) -> None:
    published(ann_client, lesson, filled(lesson, body_zh="新\n", body_en="Text\n"))
    pages = []
    for code in ("en", "zh-hans"):
        User.objects.filter(pk=ada.pk).update(language=code)
        pages.append(ada_client.get("/lessons/attention/").content.decode())
    english, chinese = pages
    assert 'id="older"' in english and "Chinese text of this lesson is newer" in english
    assert 'id="older"' not in chinese
    for path in ("/studio/", "/studio/lessons/attention/"):
        assert "the Chinese text is newer" in ann_client.get(path).content.decode()
