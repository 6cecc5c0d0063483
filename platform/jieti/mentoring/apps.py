from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "jieti.mentoring"
