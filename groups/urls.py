"""Addresses of groups. Full paths: the group's slug comes first and decides the scope."""

from django.urls import path

from groups.views import (
    agendas,
    agreements,
    assessments,
    attendance,
    calendars,
    comings,
    decisions,
    desk,
    importing,
    join_links,
    links,
    materials,
    meetings,
    minutes,
    national,
    openings,
    papers,
    people,
    person,
    plans,
    projects,
    public,
    recognitions,
    series,
    support,
    teams,
    trainers,
    trainings,
)

app_name = "groups"

MEETINGS = "<slug:group>/desk/meetings/"
PEOPLE = "<slug:group>/desk/people/"
SETTINGS = "<slug:group>/desk/settings/"

urlpatterns = [
    path("groups/", public.GroupList.as_view(), name="groups"),
    path("join/thanks/", links.JoinThanks.as_view(), name="join_thanks"),
    path("join/<str:token>/", links.Join.as_view(), name="join"),
    path("attend/<str:token>/", attendance.Attend.as_view(), name="attend"),
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

MINUTES = f"{MEETINGS}<int:number>/minutes/"
PUBLIC = "<slug:group>/meetings/<int:number>/"
urlpatterns += [
    path(MINUTES, minutes.MinutesPage.as_view(), name="minutes"),
    path(f"{MINUTES}draft/", minutes.MinutesDraft.as_view(), name="draft_minutes"),
    path(f"{MINUTES}edit/", minutes.MinutesEdit.as_view(), name="edit_minutes"),
    path(f"{MINUTES}circulate/", minutes.MinutesCirculate.as_view(), name="circulate_minutes"),
    path(f"{MINUTES}recall/", minutes.MinutesRecall.as_view(), name="recall_minutes"),
    path(f"{MINUTES}amend/", minutes.MinutesAmend.as_view(), name="amend_minutes"),
    path(
        f"{MINUTES}amendments/<int:pk>/",
        minutes.AmendmentSettle.as_view(),
        name="settle_amendment",
    ),
    path(f"{MINUTES}freeze/", minutes.MinutesFreeze.as_view(), name="freeze_minutes"),
    path(f"{MINUTES}chairs/", minutes.MinutesChairs.as_view(), name="choose_chairs"),
    path(f"{MINUTES}sign/", minutes.MinutesSign.as_view(), name="sign_minutes"),
    path(f"{MINUTES}correct/", minutes.MinutesCorrect.as_view(), name="correct_minutes"),
    path(f"{MEETINGS}<int:number>/minutes.pdf", minutes.MinutesPdf.as_view(), name="minutes_pdf"),
    path(f"{PUBLIC}minutes/", minutes.PublicMinutes.as_view(), name="public_minutes"),
    path(f"{PUBLIC}minutes.pdf", minutes.PublicMinutesPdf.as_view(), name="public_minutes_pdf"),
]  # minutes

ATTENDANCE = f"{MEETINGS}<int:number>/attendance/"
urlpatterns += [
    path("attend/<str:token>/name/", attendance.AttendByName.as_view(), name="attend_by_name"),
    path("attend/<str:token>/guest/", attendance.AttendGuest.as_view(), name="attend_guest"),
    path(ATTENDANCE, attendance.AttendanceCorrect.as_view(), name="attendance"),
    path(f"{ATTENDANCE}open/", attendance.AttendanceOpen.as_view(), name="open_attendance"),
    path(f"{ATTENDANCE}close/", attendance.AttendanceClose.as_view(), name="close_attendance"),
    path(f"{ATTENDANCE}list/<int:photo>/", attendance.ListMark.as_view(), name="mark_list"),
    path(f"{MEETINGS}<int:number>/sheet/", attendance.Sheet.as_view(), name="sheet"),
]  # attendance

urlpatterns += [
    path(f"{MEETINGS}search/", meetings.MeetingFind.as_view(), name="search_meetings"),
]  # search
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
ONE = "national/groups/<slug:group>/"
DRAFT = "national/groups/new/<int:draft>/"

urlpatterns += [
    path("national/groups/new/", openings.GroupNew.as_view(), name="new_group"),
    path(f"{DRAFT}review/", openings.GroupReview.as_view(), name="open_group"),
    path(f"{DRAFT}drop/", openings.GroupDrop.as_view(), name="drop_draft"),
    path(f"{DRAFT}<slug:step>/", openings.GroupStep.as_view(), name="new_group_step"),
    path("national/phases/", national.Phases.as_view(), name="phases"),
    path("national/phases/<int:phase>/edit/", national.PhaseEdit.as_view(), name="edit_phase"),
    path(ONE, national.GroupStanding.as_view(), name="standing"),
    path(f"{ONE}pause/", national.GroupPause.as_view(), name="national_pause"),
    path(f"{ONE}resume/", national.GroupResume.as_view(), name="national_resume"),
    path(f"{ONE}close/", national.GroupClose.as_view(), name="close_group"),
    path(f"{ONE}reopen/", national.GroupReopen.as_view(), name="reopen_group"),
    path(f"{ONE}facilitator/", national.GroupFacilitator.as_view(), name="invite_facilitator"),
    path(f"{ONE}points/", national.GroupPoints.as_view(), name="points"),
    path(f"{ONE}phases/", national.GroupPhases.as_view(), name="enter_phase"),
    path(f"{ONE}phases/<int:phase>/leave/", national.GroupPhaseLeave.as_view(), name="leave_phase"),
]  # the coordinator's groups

urlpatterns += [
    path(f"{SETTINGS}rules/", desk.Rules.as_view(), name="rules"),
    path("me/support/", support.Support.as_view(), name="support"),
    path("me/support/end/", support.SupportLeave.as_view(), name="leave_support"),
    path(f"{SETTINGS}support/", support.SupportSessions.as_view(), name="support_sessions"),
    path(f"{SETTINGS}support/<int:number>/", support.SupportDetail.as_view(), name="support_of"),
    path(f"{SETTINGS}support/<int:number>/end/", support.SupportEnd.as_view(), name="end_support"),
]  # rules and support sessions
INVITATIONS = f"{PEOPLE}invitations/"

urlpatterns += [
    path("join/", links.JoinCode.as_view(), name="join_code"),
    path(f"{PEOPLE}balance/", people.BalancePage.as_view(), name="balance"),
    path(f"{PEOPLE}mine/", person.OwnPage.as_view(), name="own_membership"),
    path(f"{PEOPLE}mine/delete/", person.OwnTraitsForget.as_view(), name="forget_own_traits"),
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
TEAMS = "<slug:group>/desk/teams/"
TEAM = f"{TEAMS}<int:number>/"
PROJECTS = "<slug:group>/desk/projects/"
PROJECT = f"{PROJECTS}<int:number>/"
AGREEMENTS = "<slug:group>/desk/agreements/"
AGREEMENT = f"{AGREEMENTS}<int:number>/"

urlpatterns += [
    path(TEAMS, teams.TeamList.as_view(), name="teams"),
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
TRAININGS = "<slug:group>/desk/trainings/"
ONE_TRAINING = f"{TRAININGS}<int:number>/"
TRAINERS = f"{TRAININGS}trainers/"
MATERIALS = f"{TRAININGS}materials/"
ASSESSMENTS = f"{TRAININGS}assessments/"
ONE_ASSESSMENT = f"{ASSESSMENTS}<int:assessment>/"

urlpatterns += [
    path(TRAININGS, trainings.TrainingList.as_view(), name="trainings"),
    path(f"{TRAININGS}new/", trainings.TrainingLog.as_view(), name="log_training"),
    path(
        f"{TRAININGS}export.<slug:kind>",
        trainings.TrainingExport.as_view(),
        name="export_trainings",
    ),
    path(f"{TRAININGS}year/", trainings.TrainingYear.as_view(), name="training_year"),
    path(ONE_TRAINING, trainings.TrainingPage.as_view(), name="training"),
    path(f"{ONE_TRAINING}edit/", trainings.TrainingEdit.as_view(), name="edit_training"),
    path(
        f"{ONE_TRAINING}withdraw/", trainings.TrainingWithdraw.as_view(), name="withdraw_training"
    ),
    path(f"{ONE_TRAINING}attach/", trainings.TrainingAttach.as_view(), name="attach_to_training"),
    path(
        f"{ONE_TRAINING}files/<int:file>/",
        trainings.TrainingFilePage.as_view(),
        name="training_file",
    ),
    path(
        f"{ONE_TRAINING}files/<int:file>/detach/",
        trainings.TrainingDetach.as_view(),
        name="detach_from_training",
    ),
    path(TRAINERS, trainers.TrainerList.as_view(), name="trainers"),
    path(f"{TRAINERS}new/", trainers.TrainerRegister.as_view(), name="register_trainer"),
    path(f"{TRAINERS}export.<slug:kind>", trainers.TrainerExport.as_view(), name="export_trainers"),
    path(f"{TRAINERS}<int:trainer>/", trainers.TrainerPage.as_view(), name="trainer"),
    path(f"{TRAINERS}<int:trainer>/edit/", trainers.TrainerEdit.as_view(), name="edit_trainer"),
    path(MATERIALS, materials.MaterialList.as_view(), name="materials"),
    path(f"{MATERIALS}new/", materials.MaterialShelve.as_view(), name="shelve_material"),
    path(f"{MATERIALS}<int:material>/", materials.MaterialPage.as_view(), name="material"),
    path(
        f"{MATERIALS}<int:material>/file/",
        materials.MaterialFilePage.as_view(),
        name="material_file",
    ),
    path(
        f"{MATERIALS}<int:material>/edit/", materials.MaterialEdit.as_view(), name="edit_material"
    ),
    path(ASSESSMENTS, assessments.AssessmentList.as_view(), name="assessments"),
    path(f"{ASSESSMENTS}new/", assessments.AssessmentStart.as_view(), name="start_assessment"),
    path(ONE_ASSESSMENT, assessments.AssessmentPage.as_view(), name="assessment"),
    path(
        f"{ONE_ASSESSMENT}answer/<slug:area>/",
        assessments.AssessmentAnswering.as_view(),
        name="answer_assessment",
    ),
    path(
        f"{ONE_ASSESSMENT}finish/",
        assessments.AssessmentFinish.as_view(),
        name="finish_assessment",
    ),
    path(
        f"{ONE_ASSESSMENT}reopen/",
        assessments.AssessmentReopen.as_view(),
        name="reopen_assessment",
    ),
]  # trainings, trainers, materials, self-assessment

RECOGNITIONS = "<slug:group>/desk/recognitions"
RECOGNITION = f"{RECOGNITIONS}/<int:number>/"

urlpatterns += [
    path(f"{RECOGNITIONS}/", recognitions.RecognitionList.as_view(), name="recognitions"),
    path(f"{RECOGNITIONS}/new/", recognitions.RecognitionAward.as_view(), name="award_recognition"),
    path(RECOGNITION, recognitions.RecognitionPage.as_view(), name="recognition"),
    *(
        path(
            f"{RECOGNITION}{language}.pdf",
            recognitions.RecognitionSheet.as_view(),
            {"language": language},
            name=f"recognition_{language}",
        )
        for language in ("mn", "en")
    ),
    path(
        f"{RECOGNITION}revoke/", recognitions.RecognitionRevoke.as_view(), name="revoke_recognition"
    ),
]  # recognitions

# Lists as files, exactly as filtered: the address of the list with an ending.
FILES = (
    (MEETINGS[:-1], meetings.MeetingExport, "meetings"),
    (f"{MEETINGS}decisions", decisions.DecisionFile, "decisions"),
    (PEOPLE[:-1], people.PeopleFile, "people"),
    (TEAMS[:-1], teams.TeamExport, "teams"),
    (PROJECTS[:-1], projects.ProjectExport, "projects"),
    (AGREEMENTS[:-1], agreements.AgreementExport, "agreements"),
    ("<slug:group>/desk/trainings/materials", materials.MaterialExport, "materials"),
    (ASSESSMENTS[:-1], assessments.AssessmentFile, "assessments"),
    (RECOGNITIONS, recognitions.RecognitionExport, "recognitions"),
)
urlpatterns += [
    path(f"{address}.{ending}", view.as_view(), {"ending": ending}, name=f"{name}_{ending}")
    for address, view, name in FILES
    for ending in ("csv", "xlsx")
]

urlpatterns += [
    path(f"{SETTINGS}paper/", papers.Paper.as_view(), name="paper"),
    path(f"{SETTINGS}paper/logo/", papers.PaperLogo.as_view(), name="paper_logo"),
]  # the paper of formal letters
