"""`Membership`: a person in a group, for a stakeholder, with a role and a term."""

from __future__ import annotations

import string
import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from masam.search.sortkey import ALPHABET
from masam.tenancy.models import GroupOwned, GroupOwnedManager, GroupOwnedQuerySet

if TYPE_CHECKING:
    from datetime import date
    from typing import Self

# What `masam.places.models.names.fold` does to a name, as the database can do it: the C collation
# knows no Cyrillic case, so `lower` would leave the letters as they are.
_SMALL = ALPHABET + string.ascii_lowercase
_FOLDED = str.maketrans("өү", "оу")
_TYPED = _SMALL.upper() + "ЁёөүЄє-"
_ALIKE = _SMALL.translate(_FOLDED) + "ееоуоо "


class Stakeholder(models.TextChoices):
    """The kinds of stakeholder a group brings together (product.md G2)."""

    CIVIL_SOCIETY = "civil_society", _("civil society")
    COMMUNITY = "community", _("community")
    GOVERNMENT = "government", _("local government")
    KHURAL = "khural", _("citizens' representatives' khural")
    PROVIDER = "provider", _("service provider")
    MEDIA = "media", _("media")
    ACADEMIA = "academia", _("academia")
    BUSINESS = "business", _("business")


class Role(models.TextChoices):
    """A role is a named set of duties; the sets stand in `groups/permissions.py`."""

    FACILITATOR = "facilitator", _("facilitator")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
    MONITOR = "monitor", _("monitor")
    OFFICER = "officer", _("officer")
    CUSTODIAN = "custodian", _("custodian")
    OBSERVER = "observer", _("observer")


class MembershipQuerySet(GroupOwnedQuerySet["Membership"]):
    """Who belongs to the group, and when."""

    def current(self, day: date) -> Self:
        """Give the memberships whose term contains `day`."""
        return self.filter(Q(to_date__isnull=True) | Q(to_date__gte=day), from_date__lte=day)

    def overlapping(self, first: date, last: date | None) -> Self:
        """Give the terms that share a day with `first` to `last` (None: no end)."""
        rows = self.filter(Q(to_date__isnull=True) | Q(to_date__gte=first))
        return rows if last is None else rows.filter(from_date__lte=last)


class Membership(GroupOwned):
    """One term of a person in a group. `user` is empty for those who never sign in (roster only).

    `person` is the same in all terms of one human being in this group; terms of one person never
    overlap (`groups.actions` sees to it under a lock). `organisation_said` is the organisation as
    it was typed where the list has none of this name. `email` is the address an invitation goes
    to; only those who manage members see it.
    """

    person = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("name"), max_length=150)
    stakeholder = models.CharField(_("stakeholder"), max_length=16, choices=Stakeholder.choices)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    organisation_said = models.CharField(
        _("organisation as written"), max_length=150, blank=True, db_default=""
    )
    position = models.CharField(_("position"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True, db_default="")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("to"), null=True, blank=True)
    sort_key = models.CharField(max_length=300, blank=True)
    search_key = models.GeneratedField(
        expression=Func(F("name"), Value(_TYPED), Value(_ALIKE), function="translate"),
        output_field=models.CharField(max_length=150),
        db_persist=True,
    )
    version = models.PositiveIntegerField(default=1, db_default=1)

    objects: ClassVar[Any] = GroupOwnedManager.from_queryset(MembershipQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=["group", "sort_key", "id"], name="groups_member_order"),
            models.Index(fields=["group", "person", "from_date"], name="groups_member_person"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="groups_member_term_forward",
                violation_error_message=_("The term ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="groups_member_role_known"
            ),
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(to_date__isnull=True, user__isnull=False),
                name="groups_member_open_once",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_name(self) -> str:
        """The organisation the person comes from, from the list or as written; "" for none."""
        return self.organisation.name if self.organisation else self.organisation_said

    @property
    def whence(self) -> str:
        """Organisation and position in one line, as far as they are known."""
        return ", ".join(part for part in (self.organisation_name, self.position) if part)

    def is_current(self, day: date) -> bool:
        """Tell whether `day` lies inside the term."""
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)
