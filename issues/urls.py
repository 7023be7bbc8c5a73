"""Addresses of issues and joint actions. The group's slug comes first and decides the scope."""

from django.urls import path

from issues.views import (
    action,
    action_plan,
    agreement,
    bulk,
    category,
    decision,
    desk,
    evidence,
    fix,
    follow,
    importing,
    ladder,
    lesson,
    letter,
    links,
    mail,
    office,
    office_work,
    public,
    public_lesson,
    ranking,
    route,
    saved,
    share,
    similar,
    systemic,
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
    path(f"{DESK}similar/", similar.SimilarIssues.as_view(), name="similar"),
    path(f"{DESK}asked/", category.AskedQuestions.as_view(), name="asked"),
    path(ONE, desk.IssueDetail.as_view(), name="detail"),
    path(f"{ONE}edit/", desk.IssueEdit.as_view(), name="edit"),
    path(f"{ONE}assign/", desk.IssueAssign.as_view(), name="assign"),
    path(f"{ONE}comment/", follow.IssueComment.as_view(), name="comment"),
    path(f"{ONE}attach/", desk.IssueAttach.as_view(), name="attach"),
    path(f"{ONE}publish/", desk.IssuePublish.as_view(), name="publish"),
    path(f"{ONE}unpublish/", desk.IssueUnpublish.as_view(), name="unpublish"),
    path(f"{ONE}follow/", desk.IssueFollow.as_view(), name="follow"),
    path(f"{ONE}evidence/<int:pk>/", evidence.IssueEvidence.as_view(), name="evidence"),
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

FILE = f"{ONE}evidence/<int:pk>/"
CATEGORIES = "<slug:group>/desk/categories"
ACCESS = "<slug:group>/desk/access"

urlpatterns += [
    path("<slug:group>/desk/points/", desk.Points.as_view(), name="points"),
    path("<slug:group>/desk/points/<int:point>/", desk.PointSheet.as_view(), name="point"),
    path(f"{ONE}questions/", category.IssueQuestions.as_view(), name="questions"),
    path(f"{ONE}files/", evidence.Files.as_view(), name="files"),
    path(f"{FILE}edit/", evidence.Describe.as_view(), name="describe"),
    path(f"{FILE}remove/", evidence.Remove.as_view(), name="remove_evidence"),
    path(f"{FILE}put-back/", evidence.PutBack.as_view(), name="put_back"),
    path(f"{FILE}redact/", evidence.Redact.as_view(), name="redact"),
    path(f"{FILE}original/", evidence.Original.as_view(), name="original"),
    path(f"{ONE}hide/", evidence.Hide.as_view(), name="hide"),
    path(f"{ONE}passages/<int:passage>/", evidence.OpenPassage.as_view(), name="passage"),
    path(f"{ONE}passages/<int:passage>/show/", evidence.ShowPassage.as_view(), name="show_passage"),
    path(f"{ACCESS}/", evidence.Accesses.as_view(), name="access"),
    *(
        path(f"{ACCESS}.{kind}", evidence.AccessExport.as_view(), {"kind": kind}, f"access_{kind}")
        for kind in KINDS
    ),
    path(f"{CATEGORIES}/", category.Categories.as_view(), name="categories"),
    *(
        path(
            f"{CATEGORIES}.{kind}",
            category.CategoryExport.as_view(),
            {"kind": kind},
            f"categories_{kind}",
        )
        for kind in KINDS
    ),
    path(f"{CATEGORIES}/new/", category.CategoryAdd.as_view(), name="add_category"),
    path(f"{CATEGORIES}/<int:pk>/", category.CategoryDetail.as_view(), name="category"),
    path(f"{CATEGORIES}/<int:pk>/retire/", category.CategoryRetire.as_view(), name="retire"),
    path(f"{CATEGORIES}/<int:pk>/offer/", category.CategoryOffer.as_view(), name="offer"),
    path(f"{CATEGORIES}/<int:pk>/remove/", category.CategoryRemove.as_view(), name="remove"),
    path(
        f"{CATEGORIES}/<int:pk>/questions/",
        category.CategoryQuestions.as_view(),
        name="category_questions",
    ),
]  # evidence, categories, who opened what

ACTION = f"{ACTIONS}<int:number>/"
DECISION = "<slug:group>/desk/decisions/<int:decision>/"
urlpatterns += [
    path(f"{ACTIONS}board/", action.ActionBoard.as_view(), name="action_board"),
    path(f"{ACTIONS}sheet/", action.ActionSheet.as_view(), name="action_sheet"),
    *(
        path(
            f"<slug:group>/desk/actions.{kind}",
            action.ActionExport.as_view(),
            {"kind": kind},
            f"export_actions_{kind}",
        )
        for kind in KINDS
    ),
    path(f"{ACTION}edit/", action_plan.ActionEdit.as_view(), name="edit_action"),
    path(f"{ACTION}wait/", action_plan.ActionWait.as_view(), name="order_action"),
    path(f"{ACTION}money/", action_plan.ActionFunds.as_view(), name="fund_action"),
    path(f"{ACTION}withdraw/", action_plan.ActionWithdraw.as_view(), name="withdraw_action"),
    path(f"{ACTION}resume/", action_plan.ActionResume.as_view(), name="resume_action"),
    path(f"{ACTION}files/<int:pk>/", action.ActionFile.as_view(), name="action_file"),
    path(f"{ACTION}decision/", decision.ActionTie.as_view(), name="tie_action"),
    path(f"{DECISION}act/", decision.DecisionAct.as_view(), name="act_on_decision"),
    path(f"{DECISION}tie/", decision.DecisionTie.as_view(), name="tie_decision"),
    path(f"{ONE}decisions/", decision.IssueTie.as_view(), name="tie_issue"),
    path(f"{ONE}fixed/", fix.IssueFixed.as_view(), name="say_fixed"),
    path(f"{ONE}word/", fix.IssueWord.as_view(), name="note_word"),
    path(f"{PUBLIC}<slug:number>/card.png", share.IssueCard.as_view(), name="card"),
    path(f"{PUBLIC}<slug:number>/sheet/", share.IssueSheet.as_view(), name="sheet"),
    path(f"{PUBLIC}<slug:number>.atom", share.IssueAtom.as_view(), name="issue_atom"),
]  # joint actions whole, words about a fix, what leaves the public page

ROUNDS = "<slug:group>/desk/rankings/"

urlpatterns += [
    path(ROUNDS, ranking.RoundList.as_view(), name="rounds"),
    path(f"{ROUNDS}new/", ranking.RoundOpen.as_view(), name="open_round"),
    path(f"{ROUNDS}<int:round>/", ranking.RoundDetail.as_view(), name="round"),
    path(f"{ROUNDS}<int:round>/vote/", ranking.RoundVote.as_view(), name="vote_round"),
    path(f"{ROUNDS}<int:round>/close/", ranking.RoundClose.as_view(), name="close_round"),
    path(f"{ROUNDS}<int:round>/decide/", ranking.RoundDecide.as_view(), name="decide_round"),
    path(f"{PUBLIC}<slug:number>/me-too/", public.MeTooPage.as_view(), name="me_too"),
]  # ranking, "me too"

LADDER = "<slug:group>/desk/ladder/"
STEP = f"{LADDER}steps/<int:pk>/"
LETTERS = "<slug:group>/desk/letters"
PAPER = f"{LETTERS}/<int:pk>/"

urlpatterns += [
    path(LADDER, ladder.LadderPage.as_view(), name="ladder"),
    path(f"{LADDER}begin/", ladder.LadderBegin.as_view(), name="begin_ladder"),
    path(f"{LADDER}switch/", ladder.LadderSwitch.as_view(), name="switch_ladder"),
    path(f"{LADDER}steps/new/", ladder.StepAdd.as_view(), name="add_step"),
    path(STEP, ladder.StepEdit.as_view(), name="edit_step"),
    path(f"{STEP}remove/", ladder.StepRemove.as_view(), name="remove_step"),
    path(f"{STEP}up/", ladder.StepUp.as_view(), name="step_up"),
    path(f"{STEP}down/", ladder.StepDown.as_view(), name="step_down"),
    path(f"{LETTERS}/", letter.LetterList.as_view(), name="letters"),
    *(
        path(f"{LETTERS}.{kind}", letter.LetterExport.as_view(), {"kind": kind}, f"letters_{kind}")
        for kind in KINDS
    ),
    path(f"{LETTERS}/new/", letter.LetterDraft.as_view(), name="draft_letter"),
    path(f"{LETTERS}/text/", letter.LetterText.as_view(), name="letter_text"),
    path(PAPER, letter.LetterDetail.as_view(), name="letter"),
    path(f"{PAPER}letter.pdf", letter.LetterPdf.as_view(), name="letter_pdf"),
    path(f"{PAPER}edit/", letter.LetterEdit.as_view(), name="edit_letter"),
    path(f"{PAPER}send/", letter.LetterSend.as_view(), name="send_letter"),
    path(f"{PAPER}drop/", letter.LetterDrop.as_view(), name="drop_letter"),
]  # the ladder, and formal letters
urlpatterns += [
    path("<slug:group>/desk/filters/", saved.SavedFilters.as_view(), name="saved_filters"),
    path("<slug:group>/desk/filters/new/", saved.SavedFilterNew.as_view(), name="save_filter"),
]  # filters with a name
FOLLOWING = "<slug:group>/desk/following/"
urlpatterns += [
    path(FOLLOWING, follow.Following.as_view(), name="following"),
    path(f"{FOLLOWING}rhythm/", follow.FollowingRhythm.as_view(), name="following_rhythm"),
    path(f"{FOLLOWING}leave/", follow.FollowingLeave.as_view(), name="leave_following"),
]  # following
ROUTES = "<slug:group>/desk/routes/"
TEMPLATES = "office/templates/"
MAILS = "<slug:group>/desk/mails/"

urlpatterns += [
    path(ROUTES, route.RouteList.as_view(), name="routes"),
    path(f"{ROUTES}<int:pk>/remove/", route.RouteRemove.as_view(), name="remove_route"),
    path(f"{ONE}referrals/<int:pk>/hand/", route.ReferralHandOn.as_view(), name="hand_on"),
    path(f"{ONE}referrals/<int:pk>/keep/", route.ReferralKeep.as_view(), name="keep_with_office"),
    path(f"{OFFICE}refuse/", office_work.OfficeRefuse.as_view(), name="office_refuse"),
    path(f"{OFFICE}hand/", office_work.OfficeHand.as_view(), name="office_hand"),
    path(TEMPLATES, office_work.TemplateList.as_view(), name="templates"),
    path(f"{TEMPLATES}<int:pk>/edit/", office_work.TemplateEdit.as_view(), name="edit_template"),
    path(
        f"{TEMPLATES}<int:pk>/remove/",
        office_work.TemplateRemove.as_view(),
        name="remove_template",
    ),
    path("reply/<str:token>/again/", links.ReplyAgain.as_view(), name="reply_again"),
    path(MAILS, mail.MailList.as_view(), name="mails"),
    path(f"{MAILS}<int:pk>/", mail.HeldMail.as_view(), name="held_mail"),
]  # routing, referral, the office and its mails

THREADS = "national/systemic/"
THREAD = f"{THREADS}<int:thread>/"

urlpatterns += [
    path(THREADS, systemic.ThreadList.as_view(), name="threads"),
    *(
        path(
            f"national/systemic.{kind}",
            systemic.ThreadExport.as_view(),
            {"kind": kind},
            f"export_threads_{kind}",
        )
        for kind in KINDS
    ),
    path(f"{THREADS}new/", systemic.ThreadOpen.as_view(), name="open_thread"),
    path(THREAD, systemic.ThreadDetail.as_view(), name="thread"),
    path(f"{THREAD}gather/", systemic.ThreadGather.as_view(), name="gather_thread"),
    path(f"{THREAD}answer/", systemic.ThreadAnswer.as_view(), name="answer_thread"),
    path(f"{THREAD}close/", systemic.ThreadClose.as_view(), name="close_thread"),
    path(
        "<slug:group>/desk/systemic/<int:thread>/",
        systemic.GroupThread.as_view(),
        name="group_thread",
    ),
    path(f"{ONE}offer/", systemic.IssueOffer.as_view(), name="offer_issue"),
    path(f"{ONE}consent/", systemic.IssueConsent.as_view(), name="consent_issue"),
    path(f"{ONE}withdraw/", systemic.IssueWithdraw.as_view(), name="withdraw_issue"),
]  # threads for ministries

urlpatterns += [
    path(f"<slug:group>/desk/{noun}.{kind}", view.as_view(), {"kind": kind}, f"{noun}_{kind}")
    for noun, view in (("routes", route.RouteExport), ("mails", mail.MailExport))
    for kind in KINDS
]  # the tables of offices and mails as files

urlpatterns += [
    path(f"office.{kind}", office.OfficeExport.as_view(), {"kind": kind}, f"export_office_{kind}")
    for kind in KINDS
]  # what was put to an office, as a file
