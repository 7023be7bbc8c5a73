"""Who is told what about issues and joint actions, and the links that go with it.

The words stand in `templates/mail/issues/<kind>.txt`. Every mail holds the problem itself. Links
with a token are made when the mail is written (`prepare_*`), never stored.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.utils import timezone

from groups.models import Pointer, Role
from groups.permissions import roles_with
from groups.queries import current_members
from issues.models import AnswerKind, Issue, Letter, Rung
from issues.models.fix import word_key
from issues.permissions import ANSWERABLE
from issues.queries.interest import followers_of
from issues.queries.sheet import letter_pdf
from issues.queries.systemic import officers_of
from masam.accounts.models import User
from masam.notifications.actions import can_reply, queue_notice
from masam.notifications.models import Notice
from masam.notifications.registry import Part, preparer
from masam.tenancy import in_group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from groups.models import Group
    from issues.models import (
        Answer,
        BulkChange,
        BulkRow,
        Comment,
        Handover,
        JointAction,
        Lesson,
        LessonSubscription,
        RankingRound,
        Referral,
        SystemicIssue,
        SystemicLink,
    )

LINK_DAYS = 30
REPLY, ASK, MAIL = "reply", "ask", "mail"  # kinds of pointers


def officers(issue: Issue) -> list[User]:
    """Give the officers of the responsible organisation in this group."""
    if issue.responsible_id is None:
        return []
    rows = current_members(issue.group).filter(role=Role.OFFICER, organisation=issue.responsible)
    return _users(rows)


def leaders(issue: Issue) -> list[User]:
    """Give the facilitators and secretaries of the group."""
    return _users(current_members(issue.group).filter(role__in=[Role.FACILITATOR, Role.SECRETARY]))


def monitors(issue: Issue) -> list[User]:
    """Give the monitors who stand outside the organisations concerned."""
    rows = current_members(issue.group).filter(role=Role.MONITOR)
    concerned = [pk for pk in (issue.responsible_id, issue.service_point_id) if pk]
    return _users(rows.exclude(organisation__in=concerned))


def followers(issue: Issue) -> list[User]:
    """Give those who follow the issue or what it is about, and who logged it."""
    return followers_of(issue)


def _users(rows: Any) -> list[User]:
    return [row.user for row in rows.filter(user__isnull=False).select_related("user")]


AUDIENCE: dict[str, tuple[Callable[[Issue], list[User]], ...]] = {
    "issue_assigned": (officers,),
    "issue_answered": (leaders, followers),
    "issue_verified": (leaders,),
    "issue_rejected": (followers,),
    "issue_accepted": (leaders, followers),
    "issue_started": (leaders, followers),
    "issue_claimed": (monitors, leaders),
    "issue_confirmed": (officers, leaders, followers),
    "issue_reopened": (officers, leaders, monitors),
    "issue_doubted": (officers, leaders),
    "issue_referred": (leaders, followers),
    "issue_extended": (officers, leaders, followers),
    "issue_paused": (officers, leaders, followers),
    "issue_resumed": (officers, leaders, followers),
    "issue_recounted": (officers, leaders, followers),
}


def issue_assigned(issue: Issue, *, actor: Any, note: str = "") -> None:
    """Ask the officers of the responsible organisation; the mail holds a link to answer by."""
    _tell(issue, "issue_assigned", actor=actor, note=note)


def issue_answered(issue: Issue, answer: Answer, *, actor: Any) -> None:
    """Tell the group what the office answered."""
    more = {
        "kind": str(answer.kind),
        "theirs": answer.theirs,
        "promised": answer.due_date.isoformat() if answer.due_date else "",
    }
    _tell(issue, "issue_answered", actor=actor, note=answer.text, more=more)


def issue_moved(issue: Issue, kind: str, *, actor: Any, note: str = "") -> None:
    """Tell of a transition; `kind` is its notice in the table."""
    _tell(issue, kind, actor=actor, note=note)


def term_moved(
    issue: Issue, kind: str, *, actor: Any, note: str, was: Any, until: date | None = None
) -> None:
    """Tell everybody concerned that the day is another one: extended, paused, running again."""
    more = {"was": was.isoformat() if was else "", "until": until.isoformat() if until else ""}
    _tell(issue, kind, actor=actor, note=note, more=more)


def _tell(
    issue: Issue, kind: str, *, actor: Any, note: str, more: dict[str, Any] | None = None
) -> None:
    told = {actor.pk} if actor is not None else set[int]()
    # Who must act hears it at once; who only follows, in the digest.
    for audience in sorted(AUDIENCE[kind], key=lambda audience: audience is followers):
        people = [user for user in audience(issue) if user.pk not in told]
        told |= {user.pk for user in people}
        queue_notice(
            kind,
            app="issues",
            group=issue.group,
            people=people,
            context=_facts(issue) | {"note": note} | (more or {}),
            key=f"{issue.code}:{issue.version}",
            gathered=audience is followers,
        )


def issue_commented(
    issue: Issue, comment: Comment, *, actor: Any, named: list[User], may_read: set[int]
) -> None:
    """Tell who was named at once, and followers who may read the comment in their digest."""
    told = {actor.pk} if actor is not None else set[int]()
    for gathered, people in ((False, named), (True, followers(issue))):
        wanted = [user for user in people if user.pk in may_read - told]
        told |= {user.pk for user in wanted}
        queue_notice(
            "issue_commented",
            app="issues",
            group=issue.group,
            people=wanted,
            context=_facts(issue)
            | {"note": comment.text, "visibility": comment.visibility, "who": str(actor or "")},
            key=f"{issue.code}:comment:{comment.pk}",
            gathered=gathered,
        )


def _facts(issue: Issue) -> dict[str, Any]:
    """What every mail about an issue holds, as plain JSON; names in both languages."""
    responsible, point = issue.responsible, issue.service_point
    return {
        "issue": issue.pk,
        "code": issue.code,
        "title": issue.title,
        "detail": issue.detail[:600],
        "organisation": responsible.pk if responsible else None,
        "organisation_mn": responsible.name_mn if responsible else "",
        "organisation_en": (responsible.name_en or responsible.name_mn) if responsible else "",
        "place_mn": point.name_mn if point else "",
        "place_en": (point.name_en or point.name_mn) if point else "",
        "due": issue.due_date.isoformat() if issue.due_date else "",
        "fixed": issue.fixed_at.isoformat() if issue.fixed_at else "",
    }


# --- joint actions -----------------------------------------------------------------------------


def action_moved(
    action: JointAction, kind: str, *, actor: Any, note: str = "", also: Iterable[Any] = ()
) -> None:
    """Tell both owners of a joint action; `kind` is action_planned, action_confirmed ..."""
    owners = {action.government_owner.user, action.civil_owner.user, *also}
    queue_notice(
        kind,
        app="issues",
        group=action.group,
        people=[user for user in owners if user is not None and user != actor],
        context={
            "number": action.number,
            "title": action.title,
            "due": action.due_date.isoformat(),
            "government": str(action.government_owner),
            "civil": str(action.civil_owner),
            "problem": action.issue.title if action.issue else "",
            "note": note,
        },
        key=f"action:{action.number}:{action.version}:{timezone.now():%Y%m%d%H%M%S}",
    )


# --- at delivery -------------------------------------------------------------------------------


def prepare_issue(notice: Notice) -> dict[str, Any]:
    """Give names in the reader's language, days as days, and the address for this reader."""
    facts = notice.context
    tongue = "en" if notice.language == "en" else "mn"
    is_officer = _is_officer(notice)
    path = "office" if is_officer else None
    slug = _group(notice).slug
    return {
        "thread": f"issue-{slug}-{facts['code']}",
        "organisation_name": facts["organisation_" + tongue],
        "place": facts["place_" + tongue],
        "due_date": _day(facts["due"]),
        "promised_date": _day(facts.get("promised", "")),
        "was_date": _day(facts.get("was", "")),
        "until_date": _day(facts.get("until", "")),
        "answer": AnswerKind(facts["kind"]).label if facts.get("kind") else "",
        "path": f"/{path}/{slug}/{facts['code']}/"
        if path
        else f"/{slug}/desk/issues/{facts['code']}/",
        "is_officer": is_officer,
    }


def prepare_asked(notice: Notice) -> dict[str, Any]:
    """Add the link by which the office answers: one issue, one office, 30 days, no login."""
    facts = notice.context
    ends = timezone.now() + timedelta(days=LINK_DAYS)
    data = {"organisation": facts["organisation"]}
    where: dict[str, Any] = {"expires_at": ends, "data": data}
    token = Pointer.issue(REPLY, _group(notice), facts["issue"], **where)
    said = {"reply": f"/reply/{token}/", "days": LINK_DAYS, "can_reply": can_reply()}
    if said["can_reply"]:  # the mail itself can be answered (masam/notifications)
        word = Pointer.issue(MAIL, _group(notice), facts["issue"], **where, plain=True)
        said["reply_token"] = word
    return prepare_issue(notice) | said


def prepare_confirmed(notice: Notice) -> dict[str, Any]:
    """Add the link by which somebody says that it is not really fixed."""
    ends = timezone.now() + timedelta(days=3 * LINK_DAYS)
    data: dict[str, object] = {"who": word_key(f"user:{notice.recipient_id}")}
    token = Pointer.issue(ASK, _group(notice), notice.context["issue"], expires_at=ends, data=data)
    return prepare_issue(notice) | {"ask": f"/ask/{token}/"}


def prepare_action(notice: Notice) -> dict[str, Any]:
    """Give the day as a day, and the address."""
    facts = notice.context
    return {
        "due_date": _day(facts["due"]),
        "path": f"/{_group(notice).slug}/desk/actions/{facts['number']}/",
    }


def _group(notice: Notice) -> Group:
    assert notice.group is not None  # noqa: S101 - reason: ours all concern a group
    return notice.group


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _is_officer(notice: Notice) -> bool:
    rows = current_members(_group(notice)).filter(role=Role.OFFICER)
    return notice.recipient_id is not None and rows.filter(user=notice.recipient_id).exists()


def _register(kinds: Iterable[str], prepare: Callable[[Notice], dict[str, Any]]) -> None:
    for kind in kinds:
        preparer(kind)(prepare)


ASKING = ("issue_assigned", "issue_link", "issue_handed", "issue_insisted", "issue_unread")
ASKED_BACK = ("issue_confirmed", "issue_asked")
ACTIONS = (
    "action_planned",
    "action_updated",
    "action_confirmed",
    "action_completed",
    "action_cancelled",
    "action_changed",
    "action_withdrawn",
    "action_resumed",
)
_register({*AUDIENCE, "issue_commented"} - {*ASKING, *ASKED_BACK}, prepare_issue)
_register(ASKING, prepare_asked)
_register(ASKED_BACK, prepare_confirmed)
_register(ACTIONS, prepare_action)


def issue_doubted(issue: Issue, *, actor: Any, note: str = "") -> None:
    """Tell the office and who leads the group that somebody finds it only partly fixed."""
    _tell(issue, "issue_doubted", actor=actor, note=note)


# --- the office ----------------------------------------------------------------------------------


def issue_insisted(issue: Issue, referral: Referral, *, actor: Any, note: str) -> None:
    """Tell the office that the issue stays with it, and why."""
    _ask_again(issue, "issue_insisted", officers(issue), f"insisted:{referral.pk}", note, actor)


def issue_handed(issue: Issue, handover: Handover, *, actor: Any) -> None:
    """Tell the colleague who now has the issue in hand."""
    colleague = handover.to_membership.user
    people = [colleague] if colleague else []
    key = f"handed:{handover.pk}"
    _ask_again(issue, "issue_handed", people, key, handover.reason, actor)


def issue_link(issue: Issue) -> int:
    """Send the office a new link; at most once a day for an issue. Gives how many are new."""
    return _ask_again(issue, "issue_link", officers(issue), f"link:{issue.group.today()}")


def issue_unread(issue: Issue, person: User) -> int:
    """Tell somebody that their reply held no words of their own; once for an issue."""
    return _ask_again(issue, "issue_unread", [person], "unread")


def _ask_again(
    issue: Issue,
    kind: str,
    people: Iterable[User],
    key: str,
    note: str = "",
    actor: Any = None,
) -> int:
    by = {"by": str(actor) if actor is not None else ""}
    return queue_notice(
        kind,
        app="issues",
        group=issue.group,
        people=people,
        context=_facts(issue) | by | {"note": note},
        key=f"{issue.code}:{key}",
    )


def issue_asked(issue: Issue) -> int:
    """Ask those who follow whether it is really fixed; give how many were asked anew (I12)."""
    return queue_notice(
        "issue_asked",
        app="issues",
        group=issue.group,
        people=followers(issue),
        context=_facts(issue) | {"note": ""},
        key=f"{issue.code}:asked:{issue.fixed_at:%Y%m%d%H%M%S}",
    )


# --- lessons by mail -----------------------------------------------------------------------------

DIGEST = "lesson_digest"
CONFIRM_SALT = "issues.lessons"


def lesson_confirm(row: LessonSubscription) -> int:
    """Mail the link that confirms a wish; the token is made at delivery and stored nowhere."""
    return queue_notice(
        "lesson_confirm",
        app="issues",
        group=None,
        addresses=[(row.address, row.language)],
        context={"subscription": row.pk},
        key=f"lessons:{row.pk}",
    )


def lesson_digest(row: LessonSubscription, lessons: Iterable[Lesson], period: str) -> int:
    """Put the digest of a week or month into the outbox; once, whatever runs twice."""
    told = [
        {
            "title_mn": lesson.title_mn,
            "title_en": lesson.title_en or lesson.title_mn,
            "group_mn": lesson.group.name_mn,
            "group_en": lesson.group.name_en,
            "worked_mn": lesson.worked_mn[:300],
            "worked_en": (lesson.worked_en or lesson.worked_mn)[:300],
            "path": f"/{lesson.group.slug}/lessons/{lesson.number}/",
        }
        for lesson in lessons
    ]
    return queue_notice(
        DIGEST,
        app="issues",
        group=None,
        people=[row.user] if row.user else (),
        addresses=() if row.user else [(row.address, row.language)],
        context={"lessons": told},
        key=f"lessons:{row.pk}:{period}",
    )


@preparer("lesson_confirm")
def prepare_confirm(notice: Notice) -> dict[str, Any]:
    """Make the token of the link."""
    token = signing.dumps(notice.context["subscription"], salt=CONFIRM_SALT)
    return {"path": f"/lessons/confirm/{token}/"}


@preparer(DIGEST)
def prepare_digest(notice: Notice) -> dict[str, Any]:
    """Give titles and names in the reader's language."""
    tongue = "en" if notice.language == "en" else "mn"
    rows = notice.context["lessons"]
    words = ("title", "group", "worked")
    said = [
        {word: row[f"{word}_{tongue}"] for word in words} | {"path": row["path"]} for row in rows
    ]
    return {"told": said, "count": len(said)}


# --- changes of many -----------------------------------------------------------------------------

MOST_NAMED = 30  # issues in one mail; the others stand behind its link


def issues_assigned(bulk: BulkChange, rows: Iterable[BulkRow]) -> None:
    """Tell the officers of each organisation once of all they are asked together."""
    _tell_offices(bulk, "issues_assigned", rows, lambda row: row.issue.responsible_id)


def issues_unasked(bulk: BulkChange, rows: Iterable[BulkRow]) -> None:
    """Tell them that they are no longer asked."""
    _tell_offices(bulk, "issues_unasked", rows, lambda row: row.after["responsible_id"])


def _tell_offices(
    bulk: BulkChange, kind: str, rows: Iterable[BulkRow], asked: Callable[[BulkRow], int | None]
) -> None:
    found: dict[int | None, list[BulkRow]] = {}
    for row in rows:
        found.setdefault(asked(row), []).append(row)
    for organisation, mine in found.items():
        officers = current_members(bulk.group).filter(role=Role.OFFICER, organisation=organisation)
        told = [
            {"code": row.issue.code, "title": row.issue.title, "due": row.after["due_date"]}
            for row in mine[:MOST_NAMED]
        ]
        queue_notice(
            kind,
            app="issues",
            group=bulk.group,
            people=_users(officers),
            context={"told": told, "count": len(mine), "note": bulk.words.get("note", "")},
            key=f"bulk:{bulk.pk}:{organisation}",
        )


@preparer("issues_assigned")
@preparer("issues_unasked")
def prepare_many(notice: Notice) -> dict[str, Any]:
    """Give days as days, and how many are not named."""
    told = [row | {"due_date": _day(row["due"] or "")} for row in notice.context["told"]]
    return {"told": told, "more": notice.context["count"] - len(told), "path": "/office/"}


# --- ranking -------------------------------------------------------------------------------------


def ranking_opened(row: RankingRound) -> int:
    """Ask every member to give dots; the mail leads straight to the page."""
    rows = current_members(row.group).filter(role__in=roles_with("issue.rank"))
    return queue_notice(
        "ranking_opened",
        app="issues",
        group=row.group,
        people=_users(rows),
        context={"number": row.number, "until": row.until_date.isoformat()},
        key=f"ranking:{row.number}",
    )


@preparer("ranking_opened")
def prepare_ranking(notice: Notice) -> dict[str, Any]:
    """Give the last day as a day, and the address."""
    facts = notice.context
    path = f"/{_group(notice).slug}/desk/rankings/{facts['number']}/"
    return {"until_date": _day(facts["until"]), "path": path}


# --- the ladder ----------------------------------------------------------------------------------

REMINDERS = "ladder_digest"
MOST_TOLD = 20  # of each kind, in the mail to the leaders


def was_digested(user: User, day: date) -> bool:
    """Tell whether an officer had the reminders of a day already."""
    rows = Notice.objects.filter(group__isnull=True, kind=REMINDERS, key=day.isoformat())
    return rows.filter(recipient=user).exists()


def reminder_digest(user: User, rungs: Iterable[Rung], day: date) -> int:
    """Put all reminders of an officer, of all groups, into one mail; once a day.

    The row belongs to no group, so it holds keys only; what they mean is read at delivery.
    """
    found: dict[str, list[int]] = {}
    for rung in rungs:
        found.setdefault(str(rung.group_id), []).append(rung.pk)
    return queue_notice(
        REMINDERS,
        app="issues",
        group=None,
        people=[user],
        context={"rungs": found},
        key=day.isoformat(),
    )


@preparer(REMINDERS)
def prepare_reminders(notice: Notice) -> dict[str, Any]:
    """Give the issues of the mail, the latest first, each with its link to answer by."""
    keys: dict[str, list[int]] = notice.context["rungs"]
    related = ("issue__group", "issue__responsible", "issue__service_point")
    with in_group(*(int(group) for group in keys)):
        rows = Rung.objects.filter(pk__in=[pk for rows in keys.values() for pk in rows])
        rungs = list(rows.select_related(*related).order_by("due_date", "id"))
        told = [_reminder(rung.issue, rung.due_date) for rung in rungs]
    late = sum(row["late"] > 0 for row in told)
    return {"told": told, "count": len(told), "late": late, "days": LINK_DAYS}


def _reminder(issue: Issue, due_date: date) -> dict[str, Any]:
    """What the mail says of one issue; no link when somebody has answered meanwhile."""
    asks = issue.state in ANSWERABLE and issue.due_date == due_date
    ends = timezone.now() + timedelta(days=LINK_DAYS)
    data: dict[str, object] = {"organisation": issue.responsible_id}
    token = Pointer.issue(REPLY, issue.group, issue.pk, expires_at=ends, data=data) if asks else ""
    point, office = issue.service_point, issue.responsible
    return {
        "code": issue.code,
        "title": issue.title,
        "group": issue.group.name,
        "place": point.name if point else "",
        "organisation": office.name if office else "",
        "due_date": due_date,
        "late": (issue.group.today() - due_date).days,
        "reply": f"/reply/{token}/" if token else "",
        "path": f"/office/{issue.group.slug}/{issue.code}/",
    }


def ladder_waiting(group: Group, rungs: Iterable[Rung], day: date) -> int:
    """Tell the facilitators once a day what the ladder left for a person to do."""
    told: dict[str, list[str]] = {"drafted": [], "proposed": [], "nobody": []}
    for rung in rungs:
        told[rung.outcome].append(str(rung.issue))
    people = _users(current_members(group).filter(role=Role.FACILITATOR))
    facts = {
        name: {"count": len(lines), "lines": lines[:MOST_TOLD]} for name, lines in told.items()
    }
    return queue_notice(
        "ladder_waiting",
        app="issues",
        group=group,
        people=people,
        context=facts,
        key=f"ladder:{day.isoformat()}",
    )


@preparer("ladder_waiting")
def prepare_waiting(notice: Notice) -> dict[str, Any]:
    """Give the addresses behind the mail."""
    return {"path": f"/{_group(notice).slug}/desk/"}


def letter_sent(letter: Letter) -> int:
    """Send a letter that a person signed off to the office: its officers and its own address."""
    rows = current_members(letter.group).filter(role=Role.OFFICER, organisation=letter.addressee)
    people = _users(rows)
    known = {user.email.lower() for user in people}
    address = letter.addressee.email
    own = [(address, letter.group.language)] if address and address.lower() not in known else []
    return queue_notice(
        "letter_sent",
        app="issues",
        group=letter.group,
        people=people,
        addresses=own,
        context={"letter": letter.pk},
        key=f"letter:{letter.number}",
    )


@preparer("letter_sent")
def prepare_letter(notice: Notice) -> dict[str, Any]:
    """Attach the paper; add the link to answer by when the letter went to who is asked."""
    group = _group(notice)
    rows = Letter.objects.select_related("group", "addressee", "issue__group")
    letter = rows.get(pk=notice.context["letter"])
    paper = Part(letter_pdf(letter), "application/pdf", f"{group.slug}-letter-{letter.number}.pdf")
    ends = timezone.now() + timedelta(days=LINK_DAYS)
    reply = ""
    if letter.issue.responsible_id == letter.addressee_id:
        data: dict[str, object] = {"organisation": letter.addressee_id}
        token = Pointer.issue(REPLY, group, letter.issue_id, expires_at=ends, data=data)
        reply = f"/reply/{token}/"
    is_english = notice.language == "en" and letter.body_en
    tongue = "en" if is_english else "mn"
    return {
        "parts": [paper],
        "number": letter.code,
        "day": letter.sent_date,
        "title": getattr(letter, f"subject_{tongue}"),
        "body": getattr(letter, f"body_{tongue}"),
        "organisation_name": letter.addressee.name,
        "reply": reply,
        "days": LINK_DAYS,
    }


# --- threads for ministries ----------------------------------------------------------------------


def systemic_asked(link: SystemicLink, thread: SystemicIssue) -> int:
    """Ask the facilitators whether an issue of theirs may become part of a thread."""
    rows = current_members(link.group).filter(role=Role.FACILITATOR)
    return queue_notice(
        "systemic_asked",
        app="issues",
        group=link.group,
        people=_users(rows),
        context=_of_thread(thread) | {"code": link.issue.code, "problem": link.title},
        key=f"systemic:{thread.number}:{link.pk}",
    )


def systemic_told(link: SystemicLink, thread: SystemicIssue, kind: str, *, actor: Any) -> int:
    """Tell the leaders and followers of a tied issue what became of the thread."""
    people = {user.pk: user for user in (*leaders(link.issue), *followers(link.issue))}
    if actor is not None:
        people.pop(actor.pk, None)
    words = thread.answer if kind == "systemic_answered" else thread.closing
    return queue_notice(
        kind,
        app="issues",
        group=link.group,
        people=people.values(),
        context=_of_thread(thread)
        | {"code": link.issue.code, "problem": link.issue.title, "words": words},
        key=f"systemic:{thread.number}:{link.issue.code}",
    )


def systemic_opened(thread: SystemicIssue) -> int:
    """Tell the ministry's officers that a thread waits for them."""
    return _tell_ministry(thread, "systemic_opened", "opened")


def systemic_due(thread: SystemicIssue, today: date) -> int:
    """Remind a ministry: once before its day, and once each fortnight after it."""
    late = (today - thread.due_date).days
    when = f"late:{late // 14}" if late > 0 else "before"
    return _tell_ministry(thread, "systemic_due", when)


def _tell_ministry(thread: SystemicIssue, kind: str, when: str) -> int:
    return queue_notice(
        kind,
        app="issues",
        group=None,
        people=officers_of(thread),
        context=_of_thread(thread) | {"text": thread.text_mn[:600]},
        key=f"systemic:{thread.number}:{when}",
    )


def _of_thread(thread: SystemicIssue) -> dict[str, Any]:
    return {
        "number": thread.number,
        "title_mn": thread.title_mn,
        "title_en": thread.title_en or thread.title_mn,
        "ministry": thread.ministry.name_mn,
        "due": thread.due_date.isoformat(),
    }


def prepare_thread(notice: Notice) -> dict[str, Any]:
    """Give the title in the reader's language, and where to look: the group's page or the nation's."""
    facts = notice.context
    path = f"/national/systemic/{facts['number']}/"
    if notice.group is not None:
        path = f"/{notice.group.slug}/desk/issues/{facts['code']}/"
    title = facts["title_en" if notice.language == "en" else "title_mn"]
    return {"thread": title, "due_date": _day(facts["due"]), "path": path}


_register(
    ("systemic_asked", "systemic_answered", "systemic_closed", "systemic_opened", "systemic_due"),
    prepare_thread,
)
