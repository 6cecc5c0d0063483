"""How long ago: one unit, in the reader's own words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from jieti.lib.ago import ago

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "english", "chinese"),
    [
        (timedelta(seconds=59), "just now", "刚刚"),
        (timedelta(seconds=-90), "just now", "刚刚"),
        (timedelta(minutes=1), "1 minute ago", "1 分钟前"),
        (timedelta(hours=3, minutes=50), "3 hours ago", "3 小时前"),
        (timedelta(days=2, hours=10), "2 days ago", "2 天前"),
        (timedelta(days=24), "3 weeks ago", "3 周前"),
        (timedelta(days=45), "1 month ago", "1 个月前"),
        (timedelta(days=800), "2 years ago", "2 年前"),
    ],
)
def test_one_unit_in_both_languages(passed: timedelta, english: str, chinese: str) -> None:
    for language, expected in (("en", english), ("zh-hans", chinese)):
        with translation.override(language):
            assert ago(NOW - passed, NOW).replace("\N{NO-BREAK SPACE}", " ") == expected
