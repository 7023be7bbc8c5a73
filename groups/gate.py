"""The gate: what a person is and may in one group, fetched once per request.

`DeskPage` and `DeskForm` are the bases of every page below `/<group>/desk/`;
`PublicGroupPage` and `PublicGroupForm` of the pages everybody may open; `NationalPage` of the
pages of national staff, `CoordinatorPage` and `CoordinatorForm` of the coordinator's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groups.actions import note_access
from groups.models import Group, GroupState, Membership, SupportSession
from groups.permissions import READING, SUPPORT, SUPPORT_WRITES, may
from groups.queries import door_of, group_with_grants, membership_of, running_session
from masam.accounts.models import NationalRole
from masam.audit.context import name_person
from masam.tenancy import in_group
from masam.wire.errors import NotAllowed
from masam.wire.pages import FormPage, OpenForm, Page

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from masam.lifecycle import Verdict

MESSAGES = "_messages"  # the session's key of what is to be shown once (django.contrib.messages)
KEPT_SECONDS = 60  # of a desk page; bounds how much is kept
# What stands in a kept page for what is its reader's own; nobody can write such words by chance.
MARKS = {name: salted_hmac("masam.kept", name).hexdigest() for name in ("csrf_token", "reader")}


@dataclass(frozen=True)
class Gate:
    """One person in one group. `may` is the set of duties; it is empty for strangers.

    `support` is the session by which a system administrator is inside; they have no membership.
    `stamp` changes with everything this gate was made from but the group's versions; it is empty
    when the gate was found the long way.
    """

    group: Group
    user: Any = None
    membership: Membership | None = None
    may: frozenset[str] = field(default_factory=frozenset)
    support: SupportSession | None = None
    stamp: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the person belongs to the group today, or is inside by a support session."""
        return self.membership is not None or self.support is not None

    @property
    def membership_id(self) -> int | None:
        """The person's membership, None for whoever is inside by a support session."""
        return self.membership.pk if self.membership else None

    @property
    def organisation_id(self) -> int | None:
        """The organisation the person speaks for in this group, if any."""
        return self.membership.organisation_id if self.membership else None

    @property
    def organisation(self) -> Any:
        """The organisation itself, or None."""
        return self.membership.organisation if self.membership else None

    def verdict(self, duty: str) -> Verdict:
        """Tell whether the person has a duty; a refusal says who does."""
        return may(self.may, duty)

    def require(self, duty: str) -> None:
        """Raise `NotAllowed` with the reason unless the person has the duty."""
        verdict = self.verdict(duty)
        if not verdict:
            raise NotAllowed(verdict.reason)


def open_gate(slug: str, user: Any) -> Gate | None:
    """Give the gate of a person (or of a visitor: None) to the group `slug`; None if no group.

    Costs two queries for a person, one for a visitor. Grants count only while the membership
    is current today; in a paused or closed group only reading is left. A system administrator
    who is no member comes in by a running support session, or not at all.
    """
    found = group_with_grants(slug, user)
    if found is None:
        return None
    group, granted = found
    membership = None
    if granted:
        with in_group(group):
            membership = membership_of(group, user)
    if membership is None:
        return _support_gate(group, user)
    name_person(user)
    return Gate(group=group, user=user, membership=membership, may=_left(group, granted))


def gate_by_session(slug: str, session: Any) -> Gate | None:
    """Give the gate of the member a session belongs to; None when the long way must be gone.

    The short way of `open_gate`: one query. It is for current members whose session is of their
    present password; all others (strangers, administrators, the signed-out) get None.
    """
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    door = door_of(slug, int(session[SESSION_KEY]))
    if door is None or not constant_time_compare(session.get(HASH_SESSION_KEY, ""), door.session):
        return None
    name_person(door.user)
    duties = _left(door.group, door.duties)
    return Gate(door.group, door.user, door.membership, duties, stamp=door.stamp)


def _support_gate(group: Group, user: Any) -> Gate:
    session = running_session(group, user) if user is not None else None
    if session is None:
        return Gate(group=group, user=user)
    name_person(user)
    return Gate(group=group, user=user, support=session, may=_left(group, SUPPORT))


def _left(group: Group, duties: frozenset[str]) -> frozenset[str]:
    return duties if group.state == GroupState.ACTIVE else duties & READING


class _Desk:
    """Asks the gate before a desk page does anything. The middleware met the signed-out."""

    permission: ClassVar[str]
    cache = "private"

    def admit(self, request: HttpRequest) -> None:
        gate = getattr(request, "gate", None)
        if gate is None or not gate.is_open:
            raise Http404
        if gate.support is not None:
            _note(gate, request)
            _refuse_changes(request, self.permission)
        gate.require(self.permission)
        self.gate = gate
        self.group = gate.group


def _note(gate: Gate, request: HttpRequest) -> None:
    """Audit what the administrator asks for, let in or not."""
    assert gate.support is not None  # noqa: S101 - reason: the caller asked
    match = request.resolver_match
    arguments = {} if match is None else dict(match.kwargs)
    arguments.pop("group", None)
    note_access(gate.support, actor=gate.user, arguments=arguments)


def _refuse_changes(request: HttpRequest, duty: str) -> None:
    """Refuse every change in a support session but those to the group's own page.

    Some forms ask only for a duty of readers (to be told of reports); they would outlast it.
    """
    if request.method not in {"GET", "HEAD"} and duty in SUPPORT - SUPPORT_WRITES:
        raise NotAllowed(_("In a support session only the group's own page can be changed."))


class DeskPage(_Desk, Page):
    """A page of the group's desk. Declares `permission`, a duty."""


class KeptDeskPage(DeskPage):
    """A desk page that is drawn once and then handed out until something in the group changes.

    The browser keeps it by its ETag, Valkey by `kept_key`; both go with the group's
    `work_version`, which every audit entry raises, so nothing is shown old. People with the same
    duties and organisation share what Valkey keeps, unless the page `is_personal`; the reader's
    name and the token of the page's forms are put in as it is handed out.
    """

    is_personal: ClassVar[bool] = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self._is_keepable() or self._is_known():
            return super().get(request, *args, **kwargs)
        html = cache.get(self.kept_key)
        if html is None:
            html = self.render(self.context() | MARKS).content.decode()
            cache.set(self.kept_key, html, KEPT_SECONDS)
        html = html.replace(MARKS["csrf_token"], get_token(request))
        response = HttpResponse(html.replace(MARKS["reader"], escape(self.gate.user)))
        response["ETag"] = self._full_etag() or ""
        return response

    def etag(self) -> str | None:
        """Give what the page depends on, or None when it must be made anew."""
        if not self._is_keepable():
            return None
        session, cookies = self.request.session, self.request.COOKIES
        parts = (
            self.gate.stamp, self.group.version, self.group.work_version, self.group.today(),
            self.group.has_support, session.session_key,
            cookies.get(settings.CSRF_COOKIE_NAME, ""),
        )  # fmt: skip
        return salted_hmac("masam.desk", " ".join(map(str, parts))).hexdigest()[:32]

    def _is_keepable(self) -> bool:
        """Tell whether nothing is to be shown only once: a message, the strip of a session."""
        return bool(self.gate.stamp) and MESSAGES not in self.request.session

    def _is_known(self) -> bool:
        return (self._full_etag() or "-") in self.request.headers.get("If-None-Match", "")

    @cached_property
    def kept_key(self) -> str:
        """Tell apart what equal people see of an equal address at an equal state of the group."""
        parts = (
            self.group.pk, self.group.version, self.group.work_version, self.group.today(),
            self.group.has_support,
            self.gate.user.pk if self.is_personal else self.gate.organisation_id,
            self.gate.user.has_letter_keys, *sorted(self.gate.may), get_language(),
            settings.RELEASE, self.request.get_full_path(),
        )  # fmt: skip
        return "desk." + sha256(" ".join(map(str, parts)).encode()).hexdigest()


class DeskForm(_Desk, FormPage):
    """A form of the group's desk. Declares `permission`, a duty."""

    def actor_key(self) -> str:
        return f"user:{self.gate.user.pk}"


class _PublicGroup:
    """Finds the group of a public page; who asks does not matter."""

    public = True

    def admit(self, request: HttpRequest) -> None:
        gate = getattr(request, "gate", None)
        if gate is None:
            raise Http404
        self.group = gate.group


class PublicGroupPage(_PublicGroup, Page):
    """A page of a group that is the same for everybody; cacheable."""

    cache = "public"

    def etag(self) -> str | None:
        return f"{self.group.pk}.{self.group.version}.{self.group.today():%Y%m%d}"


class PublicGroupForm(_PublicGroup, OpenForm):
    """A form of a group that anybody may fill in, without an account."""


class _National:
    """Lets in national staff: signed out -> sign in; without a national role -> 403."""

    permission: ClassVar[str] = "national.open"
    cache = "private"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def admit(self, request: HttpRequest) -> None:
        if not getattr(request.user, "is_national", False):
            raise NotAllowed(
                _("These pages are for national staff: donors, ministries and the coordinator.")
            )


class NationalPage(_National, Page):
    """A page of national staff: roll-ups and what is published, never a case."""


class _Coordinator(_National):
    """Lets in the national coordinator, who sets up groups and sees no case either."""

    permission = "national.coordinate"

    def admit(self, request: HttpRequest) -> None:
        super().admit(request)
        if getattr(request.user, "national_role", "") != NationalRole.COORDINATOR:
            raise NotAllowed(_("Only the national coordinator opens, pauses and closes groups."))


class CoordinatorPage(_Coordinator, Page):
    """A page of the national coordinator."""


class CoordinatorForm(_Coordinator, FormPage):
    """A form of the national coordinator."""


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": _("Please sign in.")}, status=401)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
