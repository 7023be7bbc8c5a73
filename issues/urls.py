"""Addresses of issues and joint actions. The group's slug comes first and decides the scope."""

from django.urls import path

from issues.views import (
    action,
    agreement,
    bulk,
    desk,
    importing,
    lesson,
    links,
    office,
    public,
    public_lesson,
    tag,
    term,
)
from issues.views.lesson import LESSON_MOVES
from issues.views.move import MOVES
from masam.spreadsheets.serving import KINDS

app_name = "issues"

DESK = "<slug:group>/desk/issues/"
ONE = f"{DESK}<slug:number>/"
ACTIONS = "<slug:group>/desk/actions/"
OFFICE = "office/<slug:group>/<slug:number>/"
PUBLIC = "<slug:group>/issues/"

urlpatterns = [
    path("issues/", public.NationalIssues.as_view(), name="national"),
    path("issues.csv", public.NationalCsv.as_view(), {"kind": "csv"}, name="national_csv"),
    path("issues.xlsx", public.NationalCsv.as_view(), {"kind": "xlsx"}, name="national_xlsx"),
    path("issues.atom", public.NationalAtom.as_view(), name="national_atom"),
    path("office/", office.OfficeInbox.as_view(), name="office"),
    path(OFFICE, office.OfficeIssue.as_view(), name="office_issue"),
    path(f"{OFFICE}accept/", office.OfficeAccept.as_view(), name="office_accept"),
    path(f"{OFFICE}evidence/<int:pk>/", office.OfficeEvidence.as_view(), name="office_evidence"),
    path("reply/<str:token>/", links.Reply.as_view(), name="reply"),
    path(
        "reply/<str:token>/evidence/<int:pk>/",
        links.ReplyEvidence.as_view(),
        name="reply_evidence",
    ),
    path("ask/<str:token>/", links.Ask.as_view(), name="ask"),
    path(PUBLIC, public.GroupIssues.as_view(), name="public_list"),
    path("<slug:group>/issues.csv", public.GroupCsv.as_view(), {"kind": "csv"}, name="public_csv"),
    path(
        "<slug:group>/issues.xlsx", public.GroupCsv.as_view(), {"kind": "xlsx"}, name="public_xlsx"
    ),
    path("<slug:group>/issues.atom", public.GroupAtom.as_view(), name="public_atom"),
    path(f"{PUBLIC}<slug:number>/", public.PublicIssue.as_view(), name="public_issue"),
    path(
        f"{PUBLIC}<slug:number>/evidence/<int:pk>/",
        public.PublicEvidence.as_view(),
        name="public_evidence",
    ),
    path(DESK, desk.IssueList.as_view(), name="list"),
    path(
        "<slug:group>/desk/issues.csv", desk.IssueExport.as_view(), {"kind": "csv"}, name="export"
    ),
    path(
        "<slug:group>/desk/issues.xlsx",
        desk.IssueExport.as_view(),
        {"kind": "xlsx"},
        name="export_xlsx",
    ),
    path(f"{DESK}new/", desk.IssueLog.as_view(), name="log"),
    path(f"{DESK}import/", importing.IssueImport.as_view(), name="import"),
    path(f"{DESK}import/template.xlsx", importing.IssueTemplate.as_view(), name="import_template"),
    path(f"{DESK}import/<int:pk>/", importing.IssueImportPreview.as_view(), name="import_preview"),
    *(
        path(f"{DESK}import/<int:pk>/{name}/", view.as_view(), name=f"import_{name}")
        for name, view in (
            ("columns", importing.IssueImportColumns),
            ("repair", importing.IssueImportRepair),
            ("undo", importing.IssueImportUndo),
        )
    ),
    path(
        f"{DESK}import/<int:pk>/errors.xlsx",
        importing.IssueImportFaults.as_view(),
        name="import_errors",
    ),
    path(ONE, desk.IssueDetail.as_view(), name="detail"),
    path(f"{ONE}edit/", desk.IssueEdit.as_view(), name="edit"),
    path(f"{ONE}assign/", desk.IssueAssign.as_view(), name="assign"),
    path(f"{ONE}comment/", desk.IssueComment.as_view(), name="comment"),
    path(f"{ONE}attach/", desk.IssueAttach.as_view(), name="attach"),
    path(f"{ONE}publish/", desk.IssuePublish.as_view(), name="publish"),
    path(f"{ONE}unpublish/", desk.IssueUnpublish.as_view(), name="unpublish"),
    path(f"{ONE}follow/", desk.IssueFollow.as_view(), name="follow"),
    path(f"{ONE}evidence/<int:pk>/", desk.IssueEvidence.as_view(), name="evidence"),
    *(path(f"{ONE}{move.verb}/", move.as_view(), name=move.verb) for move in MOVES),
    path(ACTIONS, action.ActionList.as_view(), name="actions"),
    path(f"{ACTIONS}new/", action.ActionPlan.as_view(), name="plan_action"),
    path(f"{ACTIONS}<int:number>/", action.ActionDetail.as_view(), name="action"),
    path(f"{ACTIONS}<int:number>/confirm/", action.ActionConfirm.as_view(), name="confirm_action"),
    path(f"{ACTIONS}<int:number>/update/", action.ActionUpdateView.as_view(), name="update_action"),
    path(f"{ACTIONS}<int:number>/cancel/", action.ActionCancel.as_view(), name="cancel_action"),
]

LESSONS = "<slug:group>/desk/lessons"
CARD = f"{LESSONS}/<int:number>/"

urlpatterns += [
    path("lessons/", public_lesson.Lessons.as_view(), name="lessons"),
    *(
        path(
            f"lessons.{kind}",
            public_lesson.LessonsFile.as_view(),
            {"kind": kind},
            f"lessons_{kind}",
        )
        for kind in KINDS
    ),
    path("lessons.atom", public_lesson.LessonsAtom.as_view(), name="lessons_atom"),
    path("lessons/subscribe/", public_lesson.Subscribe.as_view(), name="subscribe_lessons"),
    path(
        "lessons/confirm/<str:token>/",
        public_lesson.ConfirmSubscription.as_view(),
        name="confirm_lessons",
    ),
    path("me/lessons/", public_lesson.MyLessons.as_view(), name="my_lessons"),
    path(
        "<slug:group>/lessons/<int:number>/",
        public_lesson.PublicLesson.as_view(),
        name="public_lesson",
    ),
    path(f"{LESSONS}/", lesson.LessonList.as_view(), name="lesson_list"),
    *(
        path(
            f"{LESSONS}.{kind}",
            lesson.LessonExport.as_view(),
            {"kind": kind},
            f"export_lessons_{kind}",
        )
        for kind in KINDS
    ),
    path(f"{LESSONS}/propose/", lesson.LessonPropose.as_view(), name="propose_lessons"),
    path(CARD, lesson.LessonDetail.as_view(), name="lesson"),
    path(f"{CARD}edit/", lesson.LessonEdit.as_view(), name="edit_lesson"),
    *(
        path(f"{CARD}{move.verb}/", move.as_view(), name=f"{move.verb}_lesson")
        for move in LESSON_MOVES
    ),
    path(f"{ONE}concern/", desk.IssueConcern.as_view(), name="concern"),
]  # lessons, and whom an issue concerns
urlpatterns += [
    path(f"{ONE}agreement/", agreement.IssueRest.as_view(), name="rest_issue"),
    path(f"{ACTIONS}<int:number>/agreement/", agreement.ActionRest.as_view(), name="rest_action"),
]  # agreements

BULK, TAGS = "<slug:group>/desk/bulk/", "<slug:group>/desk/tags/"

urlpatterns += [
    path(BULK, bulk.BulkList.as_view(), name="bulks"),
    path(f"{BULK}new/", bulk.BulkNew.as_view(), name="new_bulk"),
    path(f"{BULK}<int:bulk>/", bulk.BulkDetail.as_view(), name="bulk"),
    path(f"{BULK}<int:bulk>/undo/", bulk.BulkUndo.as_view(), name="undo_bulk"),
    path(TAGS, tag.TagList.as_view(), name="tags"),
    path(f"{TAGS}<int:tag>/rename/", tag.TagRename.as_view(), name="rename_tag"),
    path(f"{TAGS}<int:tag>/join/", tag.TagJoin.as_view(), name="join_tag"),
    path(f"{TAGS}<int:tag>/retire/", tag.TagRetire.as_view(), name="retire_tag"),
    path(f"{ONE}tag/", tag.IssueTags.as_view(), name="tag_issue"),
    path(f"{ONE}priority/", tag.IssuePriority.as_view(), name="prioritise_issue"),
]  # tags, priorities, changes of many
PROMISES = "<slug:group>/desk/settings/promises/"
urlpatterns += [
    path(f"{ONE}extend/", term.IssueExtend.as_view(), name="extend"),
    path(f"{ONE}pause/", term.IssuePause.as_view(), name="pause"),
    path(f"{ONE}resume/", term.IssueResume.as_view(), name="resume"),
    path(f"{OFFICE}extend/", term.OfficeExtend.as_view(), name="office_extend"),
    path(PROMISES, term.Promises.as_view(), name="promises"),
    path(f"{PROMISES}new/", term.PromiseNew.as_view(), name="make_promise"),
    path(f"{PROMISES}<int:promise>/", term.PromiseEdit.as_view(), name="edit_promise"),
    path(f"{PROMISES}<int:promise>/drop/", term.PromiseDrop.as_view(), name="drop_promise"),
]  # clocks and promises
