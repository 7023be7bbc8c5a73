"""Addresses of groups. Full paths: the group's slug comes first and decides the scope."""

from django.urls import path

from groups.views import agreements, desk, links, meetings, people, projects, public, teams

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

TEAMS = "<slug:group>/desk/teams/"
TEAM = f"{TEAMS}<int:number>/"
PROJECTS = "<slug:group>/desk/projects/"
PROJECT = f"{PROJECTS}<int:number>/"
AGREEMENTS = "<slug:group>/desk/agreements/"
AGREEMENT = f"{AGREEMENTS}<int:number>/"

urlpatterns += [
    path(TEAMS, teams.TeamList.as_view(), name="teams"),
    *(
        path(
            f"<slug:group>/desk/teams.{ending}",
            teams.TeamExport.as_view(),
            {"ending": ending},
            name=f"teams_{ending}",
        )
        for ending in ("csv", "xlsx")
    ),
    path(f"{TEAMS}new/", teams.TeamForm.as_view(), name="form_team"),
    path(TEAM, teams.TeamPage.as_view(), name="team"),
    path(f"{TEAM}edit/", teams.TeamEdit.as_view(), name="edit_team"),
    path(f"{TEAM}end/", teams.TeamEnd.as_view(), name="end_team"),
    path(f"{TEAM}join/", teams.TeamJoin.as_view(), name="join_team"),
    path(f"{TEAM}members/<int:seat>/leave/", teams.TeamLeave.as_view(), name="leave_team"),
    path(f"{TEAM}members/<int:seat>/lead/", teams.TeamLead.as_view(), name="lead_team"),
]  # teams

urlpatterns += [
    path(PROJECTS, projects.ProjectList.as_view(), name="projects"),
    *(
        path(
            f"<slug:group>/desk/projects.{ending}",
            projects.ProjectExport.as_view(),
            {"ending": ending},
            name=f"projects_{ending}",
        )
        for ending in ("csv", "xlsx")
    ),
    path(f"{PROJECTS}new/", projects.ProjectOpen.as_view(), name="open_project"),
    path(PROJECT, projects.ProjectPage.as_view(), name="project"),
    path(f"{PROJECT}edit/", projects.ProjectEdit.as_view(), name="edit_project"),
    path(f"{PROJECT}budget/", projects.ProjectBudget.as_view(), name="set_budget"),
    path(f"{PROJECT}logframe/", projects.ProjectLogframe.as_view(), name="set_logframe"),
    path(f"{PROJECT}milestones/", projects.ProjectMilestones.as_view(), name="set_milestones"),
    path(f"{PROJECT}attach/", projects.ProjectAttach.as_view(), name="attach_project_file"),
    path(f"{PROJECT}files/<int:file>/", projects.ProjectFilePage.as_view(), name="project_file"),
    path(
        f"{PROJECT}files/<int:file>/remove/",
        projects.ProjectFileRemove.as_view(),
        name="remove_project_file",
    ),
    *(
        path(
            f"{PROJECT}{verb}/",
            projects.ProjectMove.as_view(verb=verb),
            name=f"{verb}_project",
        )
        for verb in projects.MOVES
    ),
]  # projects

urlpatterns += [
    path(
        "<slug:group>/agreements/", agreements.PublicAgreements.as_view(), name="public_agreements"
    ),
    path(AGREEMENTS, agreements.AgreementList.as_view(), name="agreements"),
    *(
        path(
            f"<slug:group>/desk/agreements.{ending}",
            agreements.AgreementExport.as_view(),
            {"ending": ending},
            name=f"agreements_{ending}",
        )
        for ending in ("csv", "xlsx")
    ),
    path(f"{AGREEMENTS}new/", agreements.AgreementLog.as_view(), name="log_agreement"),
    path(AGREEMENT, agreements.AgreementPage.as_view(), name="agreement"),
    path(f"{AGREEMENT}edit/", agreements.AgreementEdit.as_view(), name="edit_agreement"),
    path(
        f"{AGREEMENT}commitments/",
        agreements.AgreementCommitments.as_view(),
        name="set_commitments",
    ),
    path(f"{AGREEMENT}renew/", agreements.AgreementRenew.as_view(), name="renew_agreement"),
    path(f"{AGREEMENT}end/", agreements.AgreementEnd.as_view(), name="end_agreement"),
    path(f"{AGREEMENT}publish/", agreements.AgreementPublish.as_view(), name="publish_agreement"),
    path(
        f"{AGREEMENT}unpublish/",
        agreements.AgreementUnpublish.as_view(),
        name="unpublish_agreement",
    ),
    path(f"{AGREEMENT}attach/", agreements.AgreementAttach.as_view(), name="attach_scan"),
    path(
        f"{AGREEMENT}files/<int:file>/",
        agreements.AgreementFilePage.as_view(),
        name="agreement_file",
    ),
    path(
        f"{AGREEMENT}files/<int:file>/remove/",
        agreements.AgreementFileRemove.as_view(),
        name="remove_scan",
    ),
]  # agreements
