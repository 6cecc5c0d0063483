"""Commands speak the terminal's language and leave everybody else's alone."""

import pytest
from django.utils import translation

from jieti.lib.terminal import language, speak


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "zh_TW"}, "zh-hans"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN"}, "zh-hans"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_most_specific_locale_decides(environment: dict[str, str], spoken: str) -> None:
    assert language(environment) == spoken


@pytest.mark.parametrize(("locale", "said"), [("zh_CN.UTF-8", "正在停止……"), ("C", "Stopping ...")])
def test_what_is_said_follows_it(monkeypatch: pytest.MonkeyPatch, locale: str, said: str) -> None:
    @speak()
    def handle() -> str:
        return translation.gettext("Stopping ...")

    monkeypatch.setenv("LC_ALL", locale)
    with translation.override("zh-hans" if locale == "C" else "en"):
        before = translation.get_language()
        assert handle() == said
        assert handle() == said, "it may be called again"
        assert translation.get_language() == before


def test_a_language_is_put_back_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with translation.override("en"):
        with pytest.raises(KeyError), speak():
            raise KeyError
        assert translation.get_language() == "en"
