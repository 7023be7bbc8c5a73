"""Addresses of groups. Full paths: the group's slug comes first and decides the scope."""

from django.urls import path

from groups.views import (
    assessments,
    desk,
    links,
    materials,
    meetings,
    people,
    public,
    trainers,
    trainings,
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
