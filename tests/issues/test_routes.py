"""Who answers, who acts next, and what becomes of issues that offices give back."""

from __future__ import annotations

import datetime
from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from groups.models import Membership
from issues import actions
from issues.models import Answer, AnswerKind, Category, Issue, Referral, Route
from issues.queries import hanging, issue_by_code, next_actor, suggestion_of
from issues.queries.next_actor import with_next
from issues.queries.route import with_suggestion
from masam.audit.models import Entry
from masam.notifications.models import Notice
from masam.organisations.models import Organisation
from masam.tenancy import in_group
from tests.factories.issues import issue_in, make_issue


@pytest.fixture
def scope(khovd, cast):
    """The group's scope."""
    with in_group(khovd):
        yield khovd


@pytest.fixture
def other(khovd):
    """Another agency, which an office may name."""
    return Organisation.objects.create(
        kind="agency", sector="", name_mn="Ховд аймгийн Засаг даргын Тамгын газар",
        name_en="Khovd Governor's Office", unit=khovd.unit,
    )  # fmt: skip


def suggested(issue):
    """Give whom the desk suggests for an issue, and why."""
    found = suggestion_of(with_suggestion(Issue.objects.filter(pk=issue.pk)).get())
    return (found.organisation, found.why) if found else None


# --- who answers --------------------------------------------------------------------------------


def test_without_a_table_the_agency_above_the_point_then_the_one_of_the_sector(
    scope, clinic, department, school
):
    assert suggested(make_issue(scope, service_point=clinic))[0] == department.pk
    assert suggested(make_issue(scope, unit=scope.unit))[0] == department.pk
    assert suggested(make_issue(scope, sector="education", service_point=school)) is None


def test_the_narrowest_line_of_the_table_wins(scope, cast, clinic, department, other, school):
    actions.seed_categories(scope)
    category = Category.objects.get(key="building", sector="health")
    actor = cast["facilitator"]
    actions.add_route(scope, actor=actor, organisation=school, sector="health")
    issue = make_issue(scope, service_point=clinic, category=category)
    assert suggested(issue)[0] == school.pk
    actions.add_route(scope, actor=actor, organisation=other, category=category)
    actions.add_route(scope, actor=actor, organisation=department, unit=scope.unit)
    assert suggested(issue)[0] == other.pk
    # Without a place of its own a problem lies in the group's, so the line of that fits.
    assert suggested(make_issue(scope, sector="education"))[0] == department.pk


def test_a_line_says_for_what_and_stands_once(scope, cast, department):
    words = {"actor": cast["facilitator"], "organisation": department}
    with pytest.raises(actions.CannotRoute, match="салбар"):
        actions.add_route(scope, **words)
    actions.add_route(scope, **words, sector="health")
    with pytest.raises(actions.CannotRoute, match="аль хэдийн"):
        actions.add_route(scope, **words, sector="health")
    assert Entry.objects.filter(verb="route.added").count() == 1


def test_the_table_is_kept_on_its_page(scope, as_, other):
    secretary = as_("secretary")
    url = "/khovd/desk/routes/"
    assert secretary.post(url, {"organisation": other.pk}).status_code == 422
    answer = secretary.post(url, {"organisation": other.pk, "sector": "education"})
    assert answer.status_code == 303
    route = Route.objects.get()
    assert other.name_mn in secretary.get(url).content.decode()
    assert secretary.post(f"{url}{route.pk}/remove/").status_code == 303
    assert not Route.objects.exists()
    assert as_("member").get(url).status_code == 403


def test_the_table_is_narrowed_and_taken_as_a_file(scope, as_, other, department):
    secretary, url = as_("secretary"), "/khovd/desk/routes/"
    actions.add_route(scope, actor=None, organisation=other, sector="education")
    actions.add_route(scope, actor=None, organisation=department, sector="health")
    page = secretary.get(f"{url}?sector=health").content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    assert department.name_mn in table
    assert other.name_mn not in table
    assert "шүүлтүүрт тохирох" in secretary.get(f"{url}?q=Тэнгэр").content.decode()
    body = b"".join(secretary.get("/khovd/desk/routes.csv?sector=health").streaming_content)
    head, line, *rest = body.decode().strip().splitlines()
    assert head.startswith("\ufeff")
    assert department.name_mn in line
    assert rest == []
    sheet = load_workbook(BytesIO(secretary.get("/khovd/desk/routes.xlsx").content)).active
    assert sheet.max_row == 3
    assert as_("member").get("/khovd/desk/routes.csv").status_code == 403


def test_the_suggestion_is_shown_after_logging_and_chosen_on_asking(scope, as_, clinic, department):
    issue = make_issue(scope, service_point=clinic)
    facilitator = as_("facilitator")
    page = facilitator.get(f"/khovd/desk/issues/{issue.code}/").content.decode()
    assert department.name_mn in page
    page = facilitator.get(f"/khovd/desk/issues/{issue.code}/assign/").content.decode()
    chosen = page.split("selected")[0].rsplit("<option", 1)[1]
    assert f'value="{department.pk}"' in chosen


# --- who acts next ------------------------------------------------------------------------------

SAYS = {
    "reported": "хянагч",
    "verified": "Эрүүл мэндийн газар",
    "accepted": "Эрүүл мэндийн газар",
    "in_action": "Эрүүл мэндийн газар",
    "claimed_fixed": "хянагч",
    "reopened": "Эрүүл мэндийн газар",
    "referred": "ЭМЯ",
    "verified_fixed": None,
    "rejected": None,
}


@pytest.mark.parametrize("state", SAYS)
def test_every_state_says_who_acts_next(scope, cast, department, state):
    issue = issue_in(state, scope, cast, department)
    issue = with_next(Issue.objects.select_related("responsible"), scope.today()).get(pk=issue.pk)
    actor = next_actor(issue)
    assert (actor is None) == (SAYS[state] is None)
    if actor is not None:
        assert SAYS[state] in actor.who
        assert not actor.is_hanging


def test_an_issue_on_which_nobody_can_act_is_counted_and_found(scope, cast, as_, department):
    mine = issue_in("verified", scope, cast, department)
    assert not hanging(Issue.objects.all(), scope.today()).exists()
    bare = actions.verify_issue(make_issue(scope), actor=cast["monitor"], note="Үзэв")
    assert list(hanging(Issue.objects.all(), scope.today())) == [bare]
    yesterday = scope.today() - datetime.timedelta(days=1)
    Membership.objects.filter(user=cast["officer"]).update(to_date=yesterday)
    assert set(hanging(Issue.objects.all(), scope.today())) == {bare, mine}
    page = as_("facilitator").get("/khovd/desk/issues/?nobody=on").content.decode()
    assert bare.code in page
    assert mine.code in page
    assert "2 асуудал дээр ажиллах хүн алга" in page
    page = as_("facilitator").get(f"/khovd/desk/issues/{mine.code}/").content.decode()
    assert "Манай захидлыг хүлээж авах хүн алга" in page


def test_a_monitor_of_the_office_concerned_is_no_checker(scope, cast, department):
    issue_in("claimed_fixed", scope, cast, department)
    Membership.objects.filter(user=cast["monitor"]).update(organisation=department)
    assert hanging(Issue.objects.all(), scope.today()).count() == 1


def test_the_public_page_says_who_acts_next(scope, cast, department, visitor):
    issue = issue_in("verified", scope, cast, department)
    actions.publish_issue(issue, actor=cast["facilitator"])
    page = visitor.get(f"/khovd/issues/{issue.code}/").content.decode()
    assert "Дараа нь:" in page
    assert department.name_mn in page


# --- given back ---------------------------------------------------------------------------------


def give_back(issue, office, actor, **words):
    """Let an office say that it is not its task."""
    given = {"kind": AnswerKind.NOT_OURS, "text": "Барилга манайх биш", **words}
    return actions.answer_issue(issue, actor=actor, organisation=office, **given)


def test_the_facilitator_hands_on_with_one_click_what_an_office_gave_back(
    scope, cast, as_, department, other
):
    issue = issue_in("verified", scope, cast, department)
    words = {"kind": "not_ours", "to": other.pk, "text": "Барилга тэднийх"}
    url = f"/office/khovd/{issue.code}/"
    assert as_("officer").post(url, words).status_code == 303
    referral = Referral.objects.get()
    assert (referral.state, referral.to_organisation) == ("proposed", other)
    issue.refresh_from_db()
    assert issue.responsible == department  # somebody always answers

    facilitator = as_("facilitator")
    page = facilitator.get(f"/khovd/desk/issues/{issue.code}/").content.decode()
    assert "чиглүүлэгч – хэн хариулахыг шийднэ" in page
    hand = f"/khovd/desk/issues/{issue.code}/referrals/{referral.pk}/hand/"
    assert hand in page
    assert as_("member").post(hand).status_code == 403
    assert facilitator.post(hand).status_code == 303
    issue.refresh_from_db()
    referral.refresh_from_db()
    assert (issue.responsible, referral.state) == (other, "accepted")
    assert facilitator.post(hand).status_code == 422


def test_the_facilitator_leaves_it_with_the_office_and_says_why(scope, cast, as_, department):
    issue = issue_in("verified", scope, cast, department)
    give_back(issue, department, cast["officer"], theirs="Сумын ЗДТГ")
    referral = Referral.objects.get()
    url = f"/khovd/desk/issues/{issue.code}/referrals/{referral.pk}/keep/"
    facilitator = as_("facilitator")
    assert facilitator.post(url, {"note": ""}).status_code == 422
    assert facilitator.post(url, {"note": "Тогтоолоор танайх"}).status_code == 303
    referral.refresh_from_db()
    assert (referral.state, referral.decision) == ("rejected", "Тогтоолоор танайх")
    notice = Notice.objects.get(kind="issue_insisted")
    assert notice.recipient == cast["officer"]


def test_an_office_refuses_with_a_reason_and_stays_responsible(scope, cast, as_, department):
    issue = issue_in("verified", scope, cast, department)
    url = f"/office/khovd/{issue.code}/refuse/"
    officer = as_("officer")
    assert officer.post(url, {"text": ""}).status_code == 422
    assert officer.post(url, {"text": "Энэ жил төсөв алга"}).status_code == 303
    answer, referral = Answer.objects.get(), Referral.objects.get()
    assert (answer.kind, referral.to_organisation, referral.state) == ("refused", None, "proposed")
    with pytest.raises(actions.CannotRefer, match="жагсаалтаас"):
        actions.confirm_referral(referral, actor=cast["facilitator"])


def test_handing_on_stops_after_three_times(scope, cast, department, other):
    issue = issue_in("verified", scope, cast, department)
    offices = [department, other] * 2
    for office, to in pairwise(offices):
        give_back(issue, office, None, to=to)
        actions.confirm_referral(Referral.objects.last(), actor=cast["facilitator"])
    give_back(issue, offices[3], None, to=department)
    with pytest.raises(actions.CannotRefer, match="3 удаа"):
        actions.confirm_referral(Referral.objects.last(), actor=cast["facilitator"])
    # By hand it can still be asked: the facilitator knows best.
    actions.assign_issue(issue, actor=cast["facilitator"], organisation=department)
    assert Referral.objects.last().state == "accepted"


def test_another_answer_settles_what_was_given_back(scope, cast, department):
    issue = issue_in("verified", scope, cast, department)
    give_back(issue, department, cast["officer"], theirs="Яам")
    give_back(issue, department, cast["officer"], theirs="Сургууль")
    words = {"actor": cast["officer"], "organisation": department, "kind": "working"}
    actions.answer_issue(issue, **words, due_date=scope.today())
    assert [row.state for row in Referral.objects.order_by("id")] == ["withdrawn", "withdrawn"]


def test_not_ours_needs_a_name(scope, cast, as_, department):
    issue = issue_in("verified", scope, cast, department)
    answer = as_("officer").post(f"/office/khovd/{issue.code}/", {"kind": "not_ours"})
    assert answer.status_code == 422
    assert not Referral.objects.exists()
    assert issue_by_code(scope, issue.code).responsible == department


def test_an_empty_list_still_says_on_how_many_nobody_can_act(scope, as_, department):
    issue = make_issue(scope, "Эзэнгүй")
    Membership.objects.filter(role="monitor").delete()
    Membership.objects.exclude(role__in=["secretary", "officer"]).update(role="secretary")
    page = as_("secretary").get("/khovd/desk/issues/?q=олдохгүй").content.decode()
    assert issue.title not in page
    assert "nobody=on" in page
