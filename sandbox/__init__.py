"""Runs a program nobody trusts inside limits. Knows processes, pipes and namespaces; nothing of exercises or Django.

Theory of operation (docs/sandbox.md has the whole of it):

    Host (the worker; root or anybody)           makes control groups, sends jobs, believes no length
     └ bwrap (nobody special, never root)        no network, no environment, read-only: interpreter, libraries, inside/
        └ gate, one per image                    small; forks wardens, each in a PID namespace of its own
           ├ warden, one per job at a time       makes each job's namespaces and its tmpfs; limits, answer, report
           └ zygote                              has imported everything, computes nothing, forks when a warden asks
              └ learner's process                in the job's namespaces and an own user namespace, no capabilities,
                                                 seccomp, four descriptors

Each may see less than the one above it. The learner's process is the zygote's child, and lives and dies in a PID
namespace that its warden has made for this job. It shares its address space with the harness and so may forge its own
answer; it cannot reach the warden, and the judge compares what it says, nothing more.
There is no switch that turns any of this off: where a wall cannot be built, no job runs.
"""

from sandbox.contract import Answer, Job, Limits, Report, Status

__all__ = ["Answer", "Job", "Limits", "Report", "Status"]
