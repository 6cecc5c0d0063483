"""Comments on a line: who may, who is told, and what is refused without losing it."""

import uuid

import pytest
from django.test import Client

from jieti.accounts.models import User
from jieti.mentoring.models import Comment, Notice
from jieti.submissions.models import Submission


def path(submission: Submission) -> str:
    return f"/submissions/{submission.pk}/comments/"


def test_mentor_comments_learner_is_told_and_answers(
    mei_client: Client, ada_client: Client, mei: User, ada: User, submission: Submission
) -> None:
    answer = mei_client.post(path(submission), {"line": 2, "body": "Why **2**?"})
    comment = Comment.objects.get()
    assert answer.headers["Location"] == f"/submissions/{submission.pk}/#comment-{comment.pk}"
    inbox = ada_client.get("/inbox/").content.decode()
    assert "Mei" in inbox and "<strong>2</strong>" in inbox
    page = ada_client.get(f"/submissions/{submission.pk}/").content.decode()
    assert "<strong>2</strong>" in page
    ada_client.post(path(submission), {"line": 2, "body": "Because."})
    assert [n.recipient for n in Notice.objects.order_by("pk")] == [ada, mei]


def test_opening_a_notice_reads_it(mei: User, ada: User, ada_client: Client, submission: Submission) -> None:
    Comment.objects.say(mei, submission, "Hello", 1)
    notice = Notice.objects.get()
    assert ada_client.get(f"/inbox/{notice.pk}/").headers["Location"].endswith(f"#comment-{notice.comment_id}")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_mark_all_as_read_is_ones_own(mei: User, bo_client: Client, ada_client: Client, submission: Submission) -> None:
    Comment.objects.say(mei, submission, "Hello", 1)
    bo_client.post("/inbox/read/")
    assert Notice.objects.unread().count() == 1
    ada_client.post("/inbox/read/")
    assert Notice.objects.unread().count() == 0


def test_stranger_cannot(bo_client: Client, mei: User, submission: Submission) -> None:
    assert bo_client.post(path(submission), {"body": "Hi"}).status_code == 404
    Comment.objects.say(mei, submission, "Hello", 1)
    assert bo_client.get(f"/inbox/{Notice.objects.get().pk}/").status_code == 404


def test_anonymous_is_asked_to_sign_in(client: Client, submission: Submission) -> None:
    assert client.post(path(submission), {"body": "Hi"}).headers["Location"].startswith("/accounts/login/")


def test_unknown_submission_is_404(mei_client: Client) -> None:
    assert mei_client.post(f"/submissions/{uuid.uuid4()}/comments/", {"body": "Hi"}).status_code == 404


def test_wrong_method(mei_client: Client, submission: Submission) -> None:
    assert mei_client.get(path(submission)).status_code == 405


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"body": "  ", "line": 1}, "nothing in the comment"),
        ({"body": "x", "line": 99}, "only 3 lines"),
        ({"body": "x", "line": 0}, "greater than or equal to 1"),
        ({"body": "x" * 4001, "line": 1}, "at most 4000"),
    ],
)
def test_bad_comment_is_refused_and_kept(
    form: dict[str, object], message: str, mei_client: Client, submission: Submission
) -> None:
    answer = mei_client.post(path(submission), form)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert message in page and str(form["body"]).strip()[:50] in page
    assert not Comment.objects.exists()


def test_html_in_a_comment_is_shown_not_run(mei_client: Client, ada_client: Client, submission: Submission) -> None:
    mei_client.post(path(submission), {"body": "<img src=x onerror=alert(1)> [x](javascript:alert(1))", "line": 1})
    page = ada_client.get(f"/submissions/{submission.pk}/").content.decode()
    assert "<img src=x" not in page and 'href="javascript' not in page
