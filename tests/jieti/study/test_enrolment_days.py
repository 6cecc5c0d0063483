"""An enrolment has at least one study day: whoever writes the row, however they do it."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from jieti.accounts.models import User
from jieti.courses.models import Track
from jieti.study.models import Enrolment
from tests.jieti.study.conftest import MONDAY


def test_without_a_word_it_is_monday_to_friday(ada: User, track: Track, ada_client: Client) -> None:
    Enrolment.objects.create(learner=ada, track=track, starts_on=MONDAY)
    for page in ("/today/", "/plan/", "/api/v1/today/", "/api/v1/plan/"):
        assert ada_client.get(page).status_code == 200


@pytest.mark.parametrize("days", [[], None, "1", [7], [-1], ["0"], [True]])
def test_no_row_without_a_study_day(enrol: Callable[..., Enrolment], ada: User, track: Track, days: object) -> None:
    with pytest.raises(ValidationError):
        Enrolment.objects.create(learner=ada, track=track, starts_on=MONDAY, weekdays=days)
    enrolled = enrol(ada, track)
    enrolled.weekdays = days
    with pytest.raises(ValidationError):
        enrolled.save(update_fields=["weekdays"])


def test_the_database_refuses_what_goes_past_the_model(enrolled: Enrolment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.update(weekdays=[])
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.bulk_create(
            [Enrolment(learner=enrolled.learner, track=enrolled.track, starts_on=MONDAY, weekdays=[])]
        )
