from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "jieti.projects"

    def ready(self) -> None:
        """Listen for passed exercises: one may be the last milestone of a project."""
        from django.db.models.signals import post_save

        from jieti.projects.settling import exercise_passed
        from jieti.study.models import Completion

        post_save.connect(exercise_passed, sender=Completion, dispatch_uid="projects.exercise_passed")
