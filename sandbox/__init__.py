"""Runs a program nobody trusts inside limits. Knows processes, pipes and namespaces; nothing of exercises or Django.

Theory of operation (docs/sandbox.md has the whole of it):

    Host (the worker; root or anybody)           makes control groups, sends jobs, believes no length
     └ bwrap (nobody special, never root)        no network, no environment, read-only: interpreter, libraries, inside/
        └ zygote, one per image                  has imported everything, computes nothing, forks; a PID namespace a job
           └ warden, process 1 of a job          own mounts, network, IPC, names; one tmpfs; limits, answer, report
              └ learner's process                own user namespace, no capabilities, seccomp, four descriptors

Each may see less than the one above it and is killed with it. The learner's process shares its address space with the
harness and so may forge its own answer; it cannot reach the warden, and the judge compares what it says, nothing more.
There is no switch that turns any of this off: where a wall cannot be built, no job runs.
"""

from sandbox.contract import Answer, Job, Limits, Report, Status

__all__ = ["Answer", "Job", "Limits", "Report", "Status"]
