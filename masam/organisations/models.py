"""`Organisation`: a body that serves citizens, answers for services, or takes part in a group."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from masam.places.models import DerivedField, TwoNames, Unit
from masam.search.folding import fold
from masam.search.sortkey import sort_key


class OrganisationKind(models.TextChoices):
    """The part an organisation plays."""

    AGENCY = "agency", _("government agency")
    SERVICE_POINT = "service_point", _("service point")
    KHURAL = "khural", _("citizens' representatives' khural")
    CSO = "cso", _("civil society organisation")
    COMMUNITY = "community", _("community group")
    MEDIA = "media", _("media")
    ACADEMIA = "academia", _("academia")
    BUSINESS = "business", _("business")
    INTERNATIONAL = "international", _("international organisation")


class Sector(models.TextChoices):
    """The two sectors the groups watch; an organisation may stand outside both."""

    HEALTH = "health", _("health")
    EDUCATION = "education", _("education")


class PointType(models.TextChoices):
    """What a service point is."""

    FAMILY_HEALTH_CENTRE = "family_health_centre", _("family health centre")
    SOUM_HEALTH_CENTRE = "soum_health_centre", _("soum health centre")
    HEALTH_CENTRE = "health_centre", _("health centre")
    HOSPITAL = "hospital", _("hospital")
    SCHOOL = "school", _("school")
    KINDERGARTEN = "kindergarten", _("kindergarten")
    DORMITORY = "dormitory", _("school dormitory")
    OTHER = "other", _("other service point")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations; retired ones stay for what refers to them."""

    def active(self) -> OrganisationQuerySet:
        """Leave out organisations that are closed."""
        return self.filter(is_active=True)

    def with_places(self) -> OrganisationQuerySet:
        """Fetch the place and the agency above in the same query."""
        return self.select_related("unit__parent__parent", "parent")


class Organisation(TwoNames, models.Model):
    """An organisation. `unit` is where it stands, `parent` the agency that answers for it."""

    NAME_LENGTH = 200

    kind = models.CharField(_("kind"), max_length=14, choices=OrganisationKind.choices)
    sector = models.CharField(_("sector"), max_length=10, choices=Sector.choices, blank=True)
    type = models.CharField(
        _("type of service point"), max_length=20, choices=PointType.choices, blank=True
    )
    name_mn = models.CharField(_("Mongolian name"), max_length=NAME_LENGTH)
    name_en = models.CharField(_("English name"), max_length=NAME_LENGTH, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    register_no = models.CharField(
        _("state register number"), max_length=12, unique=True, null=True, blank=True
    )
    # The number in https://shilendans.gov.mn/organization/<id>
    shilendans_id = models.CharField(_("Glass Account number"), max_length=20, blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in operation"), default=True)
    sort_key = DerivedField(max_length=1000, derive="sorted_by")
    search_key = DerivedField(max_length=500, derive="searched_by")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "id")
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = (
            models.Index(fields=["unit", "kind", "sort_key"], name="organisation_of_unit"),
            models.Index(fields=["kind", "sector"], name="organisation_of_sector"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="service_point", type__gt="") | Q(type=""),
                name="organisation_type_of_points_only",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="organisation_not_its_parent"
            ),
            models.CheckConstraint(
                condition=Q(register_no=None) | Q(register_no__gt=""),
                name="organisation_register_no_or_null",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def sorted_by(self) -> str:
        """Compute the sort key."""
        return sort_key(self.name_mn)

    def searched_by(self) -> str:
        """Compute what searches look into."""
        return fold(f"{self.name_mn} {self.name_en} {self.register_no or ''}")

    @property
    def is_service_point(self) -> bool:
        """Whether citizens are served here."""
        return self.kind == OrganisationKind.SERVICE_POINT
