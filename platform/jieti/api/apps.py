from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "jieti.api"

    def ready(self) -> None:
        """Let the schema know our way of signing in."""
        from jieti.api import schema  # noqa: F401
