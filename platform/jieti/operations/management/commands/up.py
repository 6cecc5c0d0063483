"""`manage.py up`: prepare the state folder, start everything, print the address, stop everything on Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jieti.accounts.setup import setup_link
from jieti.courses.models import Track
from jieti.lib.terminal import speak
from jieti.operations import addresses, house, ports, prerequisites, readiness, statics
from jieti.operations.children import Child, Children
from jieti.operations.instance import AlreadyRunning, Instance
from jieti.settings.paths import ROOT, VAR


class Command(BaseCommand):
    """Start Jieti on this machine."""

    help = "Set up the state folder, start web, worker, broker and reconciler, and print the address."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("JIETI_HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=os.environ.get("JIETI_PORT"))
        parser.add_argument("--slots", type=int, default=max(1, min(4, os.cpu_count() or 1)))

    @speak()
    def handle(self, *args: Any, host: str, port: int | None, slots: int, **options: Any) -> None:
        instance = Instance(VAR / "run")
        try:
            instance.acquire()
        except AlreadyRunning as running:
            where, pid = running.note.get("url") or _("(still starting)"), running.note.get("pid", "?")
            message = _("Jieti is already running: %(where)s (process %(pid)s).") % {"where": where, "pid": pid}
            raise CommandError(message) from None
        try:
            listening = ports.take(host, port)
        except ports.PortTaken as taken:
            message = _(
                "Port %(port)s is in use. Choose another (JIETI_PORT=8080 make run), or name none: one is found."
            )
            raise CommandError(message % {"port": taken}) from None
        self.refuse(prerequisites.disk(), prerequisites.database())
        stop = self.stop_on_signals()
        children = Children()
        try:
            self.start(children, host, listening, slots, instance)
            self.watch(children, stop)
        finally:
            self.say(_("Stopping ..."))
            children.stop()
            self.say(_("Stopped. Nothing is left running."))

    def stop_on_signals(self) -> threading.Event:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: stop.set())
        return stop

    def start(self, children: Children, host: str, listening: socket.socket, slots: int, instance: Instance) -> None:
        """Prepare and start, each step only when what it needs is there."""
        logs = VAR / "log"
        logs.mkdir(parents=True, exist_ok=True)
        if not settings.REDIS_GIVEN:
            self.expect(children.start(house.broker(logs)), readiness.broker_answers, 10)
        self.refuse(prerequisites.broker())
        self.say(_("Preparing the database and the curriculum ..."))
        call_command("migrate", interactive=False, verbosity=0)
        self.load_curriculum()
        statics.collect()
        doctor = self.examine(logs)
        port = listening.getsockname()[1]
        url, here = addresses.public(host, port), addresses.local(host, port)
        probe = f"http://{f'[{host}]' if ':' in host else host.replace('0.0.0.0', '127.0.0.1')}:{port}/healthz"
        web = children.start(house.web(listening.fileno(), logs))
        self.expect(web, lambda: readiness.web_answers(probe), 30)
        instance.write({"pid": os.getpid(), "url": url})
        children.start(house.worker(slots, logs))
        children.start(house.reconciler(ROOT / "manage.py", logs))
        self.greet(url, here)
        self.report(doctor)

    def refuse(self, *found: Iterable[str]) -> None:
        """End with everything that is missing, if anything is."""
        if problems := list(chain(*found)):
            raise CommandError("\n".join(problems))

    def load_curriculum(self) -> None:
        """Load what the files say. A mistake in them keeps nobody from learning: what was loaded before stays."""
        try:
            call_command("load_curriculum", stdout=self.stdout, stderr=self.stderr)
        except CommandError as problems:
            if not Track.objects.exists():
                raise
            self.say(self.style.ERROR(f"{problems} {_('What was loaded before stays.')}"))

    def expect(self, child: Child, ready: Any, seconds: float) -> None:
        """Wait until `child` answers; if it does not, say where it wrote why."""
        if not readiness.wait_until(ready, seconds, lambda: child.alive):
            tail = child.log_file.read_text(errors="replace").splitlines()[-8:]
            said = {"name": child.name, "log": child.log_file}
            raise CommandError(_("The %(name)s did not start. From %(log)s:") % said + "\n  " + "\n  ".join(tail))

    def examine(self, logs: Path) -> subprocess.Popen[bytes]:
        """Start the sandbox's doctor beside everything else; its report is read when it is done."""
        with open(logs / "doctor.log", "wb") as output:
            command = [sys.executable, "-m", "sandbox", "doctor"]
            environment = {**os.environ, "JIETI_CELL_PYTHON": str(settings.CELL_PYTHON)}
            return subprocess.Popen(command, stdout=output, stderr=output, cwd=ROOT, env=environment)

    def greet(self, url: str, here: str) -> None:
        self.say("")
        self.say(self.style.SUCCESS(_("Jieti is running:  %(url)s") % {"url": url}))
        if here != url:
            self.say(_("HTTPS is on. The proxy that speaks it passes requests on to %(here)s") % {"here": here})
        link = setup_link(url)
        if link:
            self.say(_("First visit: make the administrator's account here (works once):") + f"\n  {link}")
        self.say(_("State lies in %(var)s. Ctrl-C stops everything.") % {"var": VAR})

    def report(self, doctor: subprocess.Popen[bytes]) -> None:
        """Say what the doctor found. The worker asks for itself and refuses to grade where a limit is missing."""
        if doctor.wait() == 0:
            self.say(_("The sandbox holds: every limit was tried on this machine (python -m sandbox doctor)."))
            return
        message = _("The sandbox does not hold on this machine. Nothing will be graded until it does:")
        self.say(self.style.ERROR(message))
        self.say((VAR / "log" / "doctor.log").read_text(errors="replace"))

    def watch(self, children: Children, stop: threading.Event) -> None:
        while not stop.wait(0.5):
            children.restart_the_dead()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
