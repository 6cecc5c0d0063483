"""Joining a roadmap, changing one's week, taking breaks, leaving."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client

from jieti.accounts.models import User
from jieti.courses.models import Track, Unit
from jieti.study.models import Completion, Enrolment
from jieti.study.outline import forget, outline
from jieti.study.schedule import schedules_of
from tests.jieti.study.conftest import MONDAY, at

URL = "/enrol/llm-42/"
WEEK = {"starts_on": "2026-11-23", "weekdays": ["0", "2"], "minutes_per_day": "45"}


class TestEnrol:
    def test_the_form_has_sensible_values_and_says_when_one_arrives(self, ada_client: Client, track: Track) -> None:
        text = ada_client.get(URL).content.decode()
        assert 'value="2026-11-23"' in text and 'value="90"' in text and text.count("checked") == 5
        assert "You would arrive on" in text and Enrolment.objects.count() == 0

    def test_it_works(self, ada: User, ada_client: Client, track: Track) -> None:
        assert ada_client.post(URL, WEEK).url == "/today/"
        made = Enrolment.objects.get()
        assert (made.learner, made.track, made.starts_on) == (ada, track, MONDAY)
        assert (made.weekdays, made.minutes_per_day) == ([0, 2], 45)

    def test_one_may_plan_a_part_alone(self, ada: User, ada_client: Client, track: Track) -> None:
        stage = Unit.objects.create(
            track=track, key="T0.C2", kind="stage", position=99, title={"zh": "二", "en": "Two"}
        )
        Unit.objects.create(track=track, key="T0.D9", kind="day", parent=stage, position=100, minutes=60)
        forget()
        whole, part = outline(track), "T0.C2"
        assert f'value="{part}" selected' in ada_client.get(f"{URL}?part={part}").content.decode()
        ada_client.post(URL, {**WEEK, "part": part})
        schedule = schedules_of(ada)[0]
        planned = [slot.item.key for day in schedule.plan.days for slot in day.slots]
        assert planned and set(planned) == {step.key for step in whole.within(part).steps}
        assert len(schedule.outline.steps) < len(whole.steps)
        own = Enrolment.objects.get()
        ada_client.post(f"/plan/settings/{own.pk}/", {**WEEK, "action": "save", "part": ""})
        assert schedules_of(ada)[0].outline.steps == whole.steps, "and later the rest"

    def test_a_part_that_is_gone_is_the_whole(self, track: Track) -> None:
        assert outline(track).within("T0.GONE") == outline(track)

    def test_no_study_day_gets_a_clear_message(self, ada_client: Client, track: Track) -> None:
        page = ada_client.post(URL, {**WEEK, "weekdays": []})
        assert "Choose at least one day of the week" in page.content.decode() and not Enrolment.objects.exists()

    def test_nonsense_gets_messages(self, ada_client: Client, track: Track) -> None:
        for wrong in (
            {"starts_on": "2031-01-01"},
            {"starts_on": "2020-01-01"},
            {"starts_on": "someday"},
            {"weekdays": ["7"]},
            {"weekdays": ["x"]},
            {"minutes_per_day": "14"},
            {"minutes_per_day": "601"},
            {"minutes_per_day": "9" * 400},
            {"part": "T0.NONE"},
        ):
            page = ada_client.post(URL, {**WEEK, **wrong})
            assert page.status_code == 200 and "errorlist" in page.content.decode(), wrong
        assert not Enrolment.objects.exists()

    def test_who_is_on_it_already_comes_to_the_settings(
        self, ada: User, ada_client: Client, enrolled: Enrolment
    ) -> None:
        expected = f"/plan/settings/{enrolled.pk}/"
        assert ada_client.get(URL).url == expected
        assert ada_client.post(URL, WEEK).url == expected
        assert Enrolment.objects.count() == 1

    def test_who_left_may_come_back(self, ada_client: Client, enrolled: Enrolment) -> None:
        enrolled.leave()
        ada_client.post(URL, WEEK)
        assert Enrolment.objects.count() == 2 and Enrolment.objects.open().count() == 1

    def test_anonymous(self, client: Client, track: Track) -> None:
        assert client.get(URL).status_code == 302
        assert client.post(URL, WEEK).status_code == 302 and not Enrolment.objects.exists()

    def test_bad_id(self, ada_client: Client, track: Track) -> None:
        assert ada_client.get("/enrol/nothing/").status_code == 404
        Track.objects.update(withdrawn_at=at(2026, 1, 1))
        assert ada_client.get(URL).status_code == 404

    def test_wrong_method(self, ada_client: Client, track: Track) -> None:
        assert ada_client.put(URL).status_code == 405


class TestPreview:
    url = "/enrol/llm-42/preview/"

    def test_it_works(self, ada_client: Client, track: Track) -> None:
        # 60 + 30 + 60 + 60 + 60 minutes at 45 on Mondays and Wednesdays: 2 + 1 + 2 + 2 + 2 days, some shared
        assert "You would arrive on <strong>Dec. 16, 2026" in ada_client.get(self.url, WEEK).content.decode()

    def test_nonsense_says_what_is_needed(self, ada_client: Client, track: Track) -> None:
        page = ada_client.get(self.url, {"weekdays": "x"})
        assert page.status_code == 200 and "at least one study day" in page.content.decode()

    def test_anonymous(self, client: Client, track: Track) -> None:
        assert client.get(self.url).status_code == 302

    def test_bad_id(self, ada_client: Client, db: None) -> None:
        assert ada_client.get("/enrol/nothing/preview/").status_code == 404

    def test_wrong_method(self, ada_client: Client, track: Track) -> None:
        assert ada_client.post(self.url).status_code == 405


class TestSettings:
    def url(self, enrolment: Enrolment) -> str:
        return f"/plan/settings/{enrolment.pk}/"

    def post(self, client: Client, enrolment: Enrolment, action: str, **data: object) -> int:
        return client.post(self.url(enrolment), {"action": action, **data}).status_code

    def test_it_works(self, ada_client: Client, enrolled: Enrolment) -> None:
        text = ada_client.get(self.url(enrolled)).content.decode()
        assert text.count("checked") == 5 and "Take a break" in text

    def test_a_new_week_moves_the_plan(self, ada_client: Client, enrolled: Enrolment) -> None:
        assert self.post(ada_client, enrolled, "save", **WEEK) == 302
        enrolled.refresh_from_db()
        assert (enrolled.weekdays, enrolled.minutes_per_day) == ([0, 2], 45)

    def test_a_week_without_days_is_refused(self, ada_client: Client, enrolled: Enrolment) -> None:
        assert self.post(ada_client, enrolled, "save", **{**WEEK, "weekdays": []}) == 200
        enrolled.refresh_from_db()
        assert enrolled.weekdays == [0, 1, 2, 3, 4]

    def test_an_old_start_may_stay(self, ada_client: Client, enrolled: Enrolment) -> None:
        Enrolment.objects.update(starts_on=date(2020, 1, 6))
        assert self.post(ada_client, enrolled, "save", **{**WEEK, "starts_on": "2020-01-06"}) == 302
        assert self.post(ada_client, enrolled, "save", **{**WEEK, "starts_on": "2020-01-07"}) == 200

    def test_pause_and_resume(self, ada_client: Client, enrolled: Enrolment, set_clock: Callable[..., None]) -> None:
        self.post(ada_client, enrolled, "pause")
        self.post(ada_client, enrolled, "pause")
        assert [(pause.starts_on, pause.ends_on) for pause in enrolled.pauses.all()] == [(MONDAY, None)]
        set_clock(2026, 11, 30, 1)
        self.post(ada_client, enrolled, "resume")
        assert enrolled.pauses.get().ends_on == date(2026, 11, 29)

    def test_a_pause_resumed_on_its_first_day_was_none(self, ada_client: Client, enrolled: Enrolment) -> None:
        self.post(ada_client, enrolled, "pause")
        self.post(ada_client, enrolled, "resume")
        assert not enrolled.pauses.exists()

    def test_days_off_and_back(self, ada_client: Client, enrolled: Enrolment) -> None:
        self.post(ada_client, enrolled, "days_off", first="2026-12-24", last="2026-12-31")
        pause = enrolled.pauses.get()
        assert (pause.starts_on, pause.ends_on) == (date(2026, 12, 24), date(2026, 12, 31))
        assert "Dec. 24, 2026" in ada_client.get(self.url(enrolled)).content.decode()
        self.post(ada_client, enrolled, "cancel_pause", pause=pause.pk)
        assert not enrolled.pauses.exists()

    def test_wrong_days_off_are_refused(self, ada_client: Client, enrolled: Enrolment) -> None:
        for first, last in [
            ("2026-12-31", "2026-12-24"),
            ("2026-01-01", "2026-01-02"),
            ("", ""),
            ("2026-12-01", "2999-01-01"),
        ]:
            assert self.post(ada_client, enrolled, "days_off", first=first, last=last) == 200
        assert not enrolled.pauses.exists()

    def test_somebody_elses_pause_stays(
        self, ada_client: Client, enrolled: Enrolment, bo: User, enrol: Callable[..., Enrolment], track: Track
    ) -> None:
        pause = enrol(bo, track).pause(MONDAY)
        self.post(ada_client, enrolled, "cancel_pause", pause=pause.pk)
        self.post(ada_client, enrolled, "cancel_pause", pause="9" * 40)
        self.post(ada_client, enrolled, "cancel_pause", pause="x")
        pause.refresh_from_db()

    def test_leaving_keeps_what_is_done(self, ada: User, ada_client: Client, enrolled: Enrolment) -> None:
        Completion.objects.record(ada, "lesson", "llm-42-attention")
        assert self.post(ada_client, enrolled, "leave") == 302
        assert not Enrolment.objects.open().exists() and Completion.objects.exists()
        assert ada_client.get(self.url(enrolled)).status_code == 404

    def test_anonymous(self, client: Client, enrolled: Enrolment) -> None:
        assert client.get(self.url(enrolled)).status_code == 302
        assert self.post(client, enrolled, "leave") == 302
        assert Enrolment.objects.open().exists()

    def test_a_stranger_finds_nothing(self, bo_client: Client, mei_client: Client, enrolled: Enrolment) -> None:
        for client in (bo_client, mei_client):
            assert client.get(self.url(enrolled)).status_code == 404
            assert self.post(client, enrolled, "leave") == 404

    def test_bad_id(self, ada_client: Client, enrolled: Enrolment) -> None:
        assert ada_client.get("/plan/settings/999999/").status_code == 404
        assert ada_client.get(f"/plan/settings/{'9' * 40}/").status_code == 404

    def test_unknown_action(self, ada_client: Client, enrolled: Enrolment) -> None:
        assert self.post(ada_client, enrolled, "explode") == 400

    def test_wrong_method(self, ada_client: Client, enrolled: Enrolment) -> None:
        assert ada_client.delete(self.url(enrolled)).status_code == 405


class TestPlan:
    def test_it_works(self, ada: User, ada_client: Client, enrolled: Enrolment, set_clock: Callable[..., None]) -> None:
        Completion.objects.record(ada, "lesson", "llm-42-attention")
        set_clock(2026, 12, 1, 1)
        text = ada_client.get("/plan/").content.decode()
        assert "1 week behind you" in text and "About llm-42-lora" in text and "At this pace you arrive on" in text

    def test_behind_an_open_break_steps_wait(self, ada_client: Client, enrolled: Enrolment) -> None:
        enrolled.pause(MONDAY + timedelta(days=1))
        assert "3 steps wait" in ada_client.get("/plan/").content.decode()

    def test_without_a_roadmap_it_goes_to_today(self, ada_client: Client, db: None) -> None:
        assert ada_client.get("/plan/").url == "/today/"

    def test_anonymous(self, client: Client, db: None) -> None:
        assert client.get("/plan/").status_code == 302

    def test_wrong_method(self, ada_client: Client) -> None:
        assert ada_client.post("/plan/").status_code == 405
