"""Addresses of groups. Full paths: the group's slug comes first and decides the scope."""

from django.urls import path

from groups.views import (
    agendas,
    calendars,
    comings,
    decisions,
    desk,
    links,
    meetings,
    people,
    plans,
    public,
    series,
)

app_name = "groups"

MEETINGS = "<slug:group>/desk/meetings/"
PEOPLE = "<slug:group>/desk/people/"
SETTINGS = "<slug:group>/desk/settings/"

urlpatterns = [
    path("groups/", public.GroupList.as_view(), name="groups"),
    path("lessons/", public.Lessons.as_view(), name="lessons"),
    path("join/<str:token>/", links.Join.as_view(), name="join"),
    path("attend/<str:token>/", links.Attend.as_view(), name="attend"),
    path("calendar/<str:token>.ics", links.CalendarFeed.as_view(), name="calendar"),
    path("<slug:group>/meetings/", public.PublicMeetings.as_view(), name="public_meetings"),
    path("<slug:group>/meetings.ics", public.PublicCalendar.as_view(), name="public_calendar"),
    path(
        "<slug:group>/meetings/<int:number>/", public.PublicMeeting.as_view(), name="public_meeting"
    ),
    path("<slug:group>/desk/", desk.Desk.as_view(), name="desk"),
    path(SETTINGS, desk.Settings.as_view(), name="edit"),
    path(f"{SETTINGS}pause/", desk.Pause.as_view(), name="pause"),
    path(f"{SETTINGS}resume/", desk.Resume.as_view(), name="resume"),
    path(MEETINGS, meetings.MeetingList.as_view(), name="meetings"),
    path(f"{MEETINGS}new/", meetings.MeetingLog.as_view(), name="log_meeting"),
    path(f"{MEETINGS}<int:number>/", meetings.MeetingPage.as_view(), name="meeting"),
    path(f"{MEETINGS}<int:number>/edit/", meetings.MeetingEdit.as_view(), name="edit_meeting"),
    path(
        f"{MEETINGS}<int:number>/publish/",
        meetings.MeetingPublish.as_view(),
        name="publish_meeting",
    ),
    path(
        f"{MEETINGS}<int:number>/unpublish/",
        meetings.MeetingUnpublish.as_view(),
        name="unpublish_meeting",
    ),
    path(
        f"{MEETINGS}<int:number>/photos/<int:photo>/",
        meetings.MeetingPhotoFile.as_view(),
        name="meeting_photo",
    ),
    path(PEOPLE, people.People.as_view(), name="people"),
    path(f"{PEOPLE}new/", people.MemberAdmit.as_view(), name="admit_member"),
    path(f"{PEOPLE}invite/", people.MemberInvite.as_view(), name="invite_member"),
    path(f"{PEOPLE}<int:pk>/role/", people.MemberRole.as_view(), name="change_role"),
    path(f"{PEOPLE}<int:pk>/end/", people.MemberEnd.as_view(), name="end_membership"),
]

MEETING = f"{MEETINGS}<int:number>/"
AGENDA = f"{MEETING}agenda/"
DECISIONS = f"{MEETINGS}decisions/"

urlpatterns += [
    path(f"{MEETINGS}plan/", plans.MeetingPlan.as_view(), name="plan_meeting"),
    path(f"{MEETING}plan/", plans.PlanEdit.as_view(), name="edit_plan"),
    path(f"{MEETING}cancel/", plans.MeetingCancel.as_view(), name="cancel_meeting"),
    path(f"{MEETING}hold/", plans.MeetingHold.as_view(), name="hold_meeting"),
    path(f"{MEETING}outcomes/", agendas.OutcomeEdit.as_view(), name="note_outcomes"),
    path(AGENDA, agendas.AgendaItems.as_view(), name="agenda"),
    path(f"{AGENDA}take/", agendas.AgendaTake.as_view(), name="take_proposal"),
    path(f"{AGENDA}order/", agendas.AgendaOrder.as_view(), name="order_items"),
    path(f"{AGENDA}print/", agendas.AgendaSheet.as_view(), name="print_agenda"),
    path(f"{AGENDA}<int:item>/", agendas.AgendaItemEdit.as_view(), name="edit_item"),
    path(f"{AGENDA}<int:item>/move/", agendas.AgendaMove.as_view(), name="move_item"),
    path(f"{AGENDA}<int:item>/remove/", agendas.AgendaRemove.as_view(), name="remove_item"),
    path(DECISIONS, decisions.DecisionList.as_view(), name="decisions"),
    path(
        f"{MEETINGS}decisions.csv",
        decisions.DecisionFile.as_view(),
        {"kind": "csv"},
        name="decisions_csv",
    ),
    path(
        f"{MEETINGS}decisions.xlsx",
        decisions.DecisionFile.as_view(),
        {"kind": "xlsx"},
        name="decisions_xlsx",
    ),
    path(
        f"{DECISIONS}<int:pk>/settle/", decisions.DecisionSettle.as_view(), name="settle_decision"
    ),
    path(
        f"{DECISIONS}<int:pk>/unsettle/",
        decisions.DecisionUnsettle.as_view(),
        name="unsettle_decision",
    ),
]  # planning and agenda

SERIES = f"{MEETINGS}series/"

urlpatterns += [
    path("calendar/<str:token>/", comings.OpenInvitation.as_view(), name="open_invitation"),
    path(f"{MEETINGS}calendar/", calendars.MeetingCalendar.as_view(), name="meeting_calendar"),
    path(f"{MEETINGS}feed/", calendars.CalendarLinks.as_view(), name="feeds"),
    path(f"{MEETINGS}feed/revoke/", calendars.CalendarRevoke.as_view(), name="revoke_feed"),
    path(f"{MEETINGS}replies/", comings.CalendarReply.as_view(), name="meeting_reply"),
    path(
        f"{MEETINGS}<int:number>/invite/",
        comings.MeetingInvite.as_view(),
        name="invite_members",
    ),
    path(
        f"{MEETINGS}<int:number>/invite/print/",
        comings.MeetingInvitePrint.as_view(),
        name="invite_print",
    ),
    path(
        f"{MEETINGS}<int:number>/answer/",
        comings.MeetingAnswer.as_view(),
        name="answer_meeting",
    ),
    path(
        f"{MEETINGS}<int:number>/answers/",
        comings.MeetingAnswers.as_view(),
        name="meeting_answers",
    ),
    path(
        f"{MEETINGS}<int:number>/answers/enter/",
        comings.MeetingSpoken.as_view(),
        name="enter_answer",
    ),
    path(f"{MEETINGS}<int:number>/hearing/", calendars.MeetingHearing.as_view(), name="hearing"),
    path(f"{MEETINGS}<int:number>/series/", series.SeriesChange.as_view(), name="change_series"),
    path(SERIES, series.SeriesList.as_view(), name="series_list"),
    path(f"{SERIES}new/", series.SeriesStart.as_view(), name="start_series"),
    path(f"{SERIES}<int:pk>/", series.SeriesPage.as_view(), name="series"),
    path(f"{SERIES}<int:pk>/move/", series.SeriesMove.as_view(), name="move_in_series"),
    path(f"{SERIES}<int:pk>/end/", series.SeriesEnd.as_view(), name="end_series"),
]  # calendar: invitations, feeds, series
