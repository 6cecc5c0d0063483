"""Who goes to the demo school. Every name says that it is one."""

from dataclasses import dataclass

MARK = {"zh-hans": "（演示）", "en": " (demo)"}
DOMAIN = "demo.invalid"  # a name that never resolves: no mail can reach a stranger


@dataclass(frozen=True)
class Pupil:
    """A learner: how long ago they began, how many study days they are behind, and how their study days lie."""

    name: str
    language: str
    began: int  # days ago
    behind: int  # days
    weekdays: tuple[int, ...]
    minutes: int
    track: str = "T0"
    habit: str = "steady"  # steady, stumbles (fails before passing), stuck (does not pass the last), paused


WORKDAYS = (0, 1, 2, 3, 4)
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WEEKEND = (5, 6)
ODD_DAYS = (0, 2, 4, 6)

CHINESE = (
    "林晓 陈雨桐 王子涵 李思远 张一诺 刘梓萱 周睿 吴佳怡 徐浩然 孙悦 "
    "马骏 朱婉清 胡博文 郭晨曦 何沐阳 高若溪 罗天宇 郑书瑶 梁家豪 谢安琪"
).split()
ENGLISH = (
    "Amara Okafor|Ben Fischer|Chloé Martin|Diego Ramos|Emi Sato|Farah Haddad|Goran Ilić|Hana Novák|Ivo Costa|Jana Weiss"
)
HABITS = ("steady", "stumbles", "stumbles", "stuck", "steady", "paused", "stumbles", "steady", "stuck", "stumbles")
RHYTHMS = ((WORKDAYS, 90), (EVERY_DAY, 60), (WEEKEND, 180), (ODD_DAYS, 120), (WORKDAYS, 120))
TRACKS = ("T0", "T0", "T0", "T3", "T0", "T1", "T0", "T0", "T2", "T4")


def pupils() -> list[Pupil]:
    """Return thirty learners at different points: first day to tenth week, ahead, on plan and behind."""
    names = [(name, "zh-hans") for name in CHINESE] + [(name, "en") for name in ENGLISH.split("|")]
    found = []
    for n, (name, language) in enumerate(names):
        weekdays, minutes = RHYTHMS[n % len(RHYTHMS)]
        began, behind = (n * 7) % 71, (0, 0, 3, -4, 1, 12, 0, 5)[n % 8]
        found.append(
            Pupil(name, language, began, behind, weekdays, minutes, TRACKS[n % len(TRACKS)], HABITS[n % len(HABITS)])
        )
    return found
