"""What operations adds to a worker: its row among the machines, and an ear for "examine again"."""

from celery.signals import worker_init, worker_shutdown
from celery.worker.control import control_command

from jieti.operations.presence import Presence
from jieti.operations.wishes import LOOK
from jieti.submissions.tasks import bench

presence = Presence(bench)


@worker_init.connect
def _begin(**_: object) -> None:
    presence.begin()


@worker_shutdown.connect
def _end(**_: object) -> None:
    presence.end()


@control_command(name=LOOK)
def _look(state: object) -> None:
    presence.look()
