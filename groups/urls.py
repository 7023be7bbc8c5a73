"""Addresses of groups. Full paths: the group's slug comes first and decides the scope."""

from django.urls import path

from groups.views import (
    desk,
    importing,
    join_links,
    links,
    meetings,
    people,
    person,
    public,
)

app_name = "groups"

MEETINGS = "<slug:group>/desk/meetings/"
PEOPLE = "<slug:group>/desk/people/"
SETTINGS = "<slug:group>/desk/settings/"

urlpatterns = [
    path("groups/", public.GroupList.as_view(), name="groups"),
    path("lessons/", public.Lessons.as_view(), name="lessons"),
    path("join/thanks/", links.JoinThanks.as_view(), name="join_thanks"),
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

INVITATIONS = f"{PEOPLE}invitations/"

urlpatterns += [
    path("join/", links.JoinCode.as_view(), name="join_code"),
    path(f"{PEOPLE}balance/", people.BalancePage.as_view(), name="balance"),
    path(f"{PEOPLE}mine/", person.OwnPage.as_view(), name="own_membership"),
    path(f"{PEOPLE}mine/delete/", person.OwnTraitsForget.as_view(), name="forget_own_traits"),
    path(
        "<slug:group>/desk/people.csv",
        people.PeopleFile.as_view(),
        {"ending": "csv"},
        name="people_csv",
    ),
    path(
        "<slug:group>/desk/people.xlsx",
        people.PeopleFile.as_view(),
        {"ending": "xlsx"},
        name="people_xlsx",
    ),
    path(f"{PEOPLE}import/", importing.MemberImport.as_view(), name="import_members"),
    path(
        f"{PEOPLE}import/template.xlsx", importing.MemberTemplate.as_view(), name="member_template"
    ),
    path(
        f"{PEOPLE}import/<int:pk>/",
        importing.MemberImportPreview.as_view(),
        name="import_members_preview",
    ),
    path(INVITATIONS, join_links.JoinLinks.as_view(), name="join_links"),
    path(f"{INVITATIONS}new/", join_links.JoinLinkMake.as_view(), name="make_join_link"),
    path(f"{INVITATIONS}<int:pk>/", join_links.JoinLinkPage.as_view(), name="join_link"),
    path(
        f"{INVITATIONS}<int:pk>/sheet.pdf",
        join_links.JoinLinkSheet.as_view(),
        name="join_link_sheet",
    ),
    path(
        f"{INVITATIONS}<int:pk>/revoke/",
        join_links.JoinLinkRevoke.as_view(),
        name="revoke_join_link",
    ),
    path(f"{INVITATIONS}<int:pk>/undo/<int:use>/", join_links.JoinUndo.as_view(), name="undo_join"),
    path(f"{PEOPLE}<int:pk>/", person.PersonPage.as_view(), name="member"),
    path(f"{PEOPLE}<int:pk>/edit/", person.MemberEdit.as_view(), name="edit_member"),
    path(f"{PEOPLE}<int:pk>/renew/", person.MemberRenew.as_view(), name="renew_term"),
    path(f"{PEOPLE}<int:pk>/traits/", person.MemberTraitsTell.as_view(), name="tell_traits"),
    path(
        f"{PEOPLE}<int:pk>/traits/delete/",
        person.MemberTraitsForget.as_view(),
        name="forget_traits",
    ),
]  # members
