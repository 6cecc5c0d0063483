"""What imported modules want done at a fork sleeps while the zygote forks, and is awake in the learner's process.

threading, logging and others mend what other threads may have held, which costs a millisecond and a few hundred copied
pages. The zygote has no other thread, and a learner's process seeds its random numbers itself. What the program forks
has all of it done, in the order in which it was registered.
"""

import os
from collections.abc import Callable

Hook = Callable[[], object]

_before: list[Hook] = []
_in_parent: list[Hook] = []
_in_child: list[Hook] = []
_asleep = True
_register = os.register_at_fork


def collect() -> None:
    """Have everything registered from now on come here; called before the modules are imported that do."""
    _register(before=_do_before, after_in_parent=_do_in_parent, after_in_child=_do_in_child)
    os.register_at_fork = _registered


def wake() -> None:
    """Do from now on what has been registered, at each fork."""
    global _asleep
    _asleep = False
    os.register_at_fork = _register


def _registered(
    *, before: Hook | None = None, after_in_parent: Hook | None = None, after_in_child: Hook | None = None
) -> None:
    for hooks, hook in ((_in_parent, after_in_parent), (_in_child, after_in_child)):
        if hook:
            hooks.append(hook)
    if before:
        _before.insert(0, before)  # the last that was registered is the first


def _do_before() -> None:
    if not _asleep:
        for hook in _before:
            hook()


def _do_in_parent() -> None:
    if not _asleep:
        for hook in _in_parent:
            hook()


def _do_in_child() -> None:
    if not _asleep:
        for hook in _in_child:
            hook()
