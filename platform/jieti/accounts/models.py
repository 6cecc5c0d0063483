"""A person: e-mail, name, role, language, time zone."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    LEARNER = "learner", _("Learner")
    MENTOR = "mentor", _("Mentor")
    AUTHOR = "author", _("Author")
    ADMIN = "admin", _("Administrator")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, role=Role.ADMIN, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone with an account. Everybody may learn; a role adds what else they may do."""

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=80, blank=True)
    role = models.CharField(_("Role"), max_length=10, choices=Role.choices, default=Role.LEARNER)
    language = models.CharField(_("Language"), max_length=8, default="zh-hans")
    time_zone = models.CharField(_("Time zone"), max_length=64, default="Asia/Shanghai")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, help_text="Made by `manage.py demo`; removed with it.")
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.name or self.email.split("@")[0]

    @property
    def is_mentor(self) -> bool:
        return self.role in (Role.MENTOR, Role.ADMIN)

    @property
    def is_author(self) -> bool:
        return self.role in (Role.AUTHOR, Role.ADMIN)

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN
