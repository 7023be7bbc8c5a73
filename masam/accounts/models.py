"""`User`: a person who signs in by e-mail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.mixins import GuardianUserMixin


class NationalRole(models.TextChoices):
    """What somebody is for the whole country; empty for people of the groups."""

    NONE = "", "-"
    VIEWER = "viewer", _("national viewer")
    MINISTRY = "ministry", _("ministry officer")
    COORDINATOR = "coordinator", _("national coordinator")


class Language(models.TextChoices):
    """The languages of the site, each by its own name."""

    MN = "mn", "Монгол"
    EN = "en", "English"


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person. Without a password they cannot sign in until they set one."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a system administrator. Gives no power inside any group."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(GuardianUserMixin, AbstractBaseUser, PermissionsMixin):
    """A person who signs in. `name` is written the Mongolian way: "Б.Лхагва"."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.MN
    )
    national_role = models.CharField(
        max_length=12, choices=NationalRole.choices, default=NationalRole.NONE, blank=True
    )
    organisation_name = models.CharField(max_length=200, blank=True)  # of national staff
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    has_letter_keys = models.BooleanField(default=False)  # j, k ... in lists (WCAG 2.1.4)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(national_role__in=NationalRole.values),
                name="accounts_user_national_role_known",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_national(self) -> bool:
        """Whether the person reads the national pages."""
        return bool(self.national_role)
