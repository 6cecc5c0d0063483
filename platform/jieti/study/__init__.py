"""Enrolment, the plan, Today, progress, review cards."""
