"""Runs a program nobody trusts inside limits. Knows processes, pipes and namespaces; nothing of exercises or Django."""

from sandbox.contract import Answer, Job, Limits, Report, Status

__all__ = ["Answer", "Job", "Limits", "Report", "Status"]
