"""Addresses of feedback and scorecards."""

from django.urls import path

from feedback.views import desk, follow, give, scorecard

app_name = "feedback"

DESK = "<slug:group>/desk/feedback/"
CASE = f"{DESK}<int:number>/"
CARDS = "<slug:group>/desk/scorecards/"

urlpatterns = [
    path("feedback/", give.Choose.as_view(), name="choose"),
    path("feedback/<slug:group>/", give.Give.as_view(), name="give"),
    path("feedback/<slug:group>/<int:point>/", give.GiveAt.as_view(), name="give_at"),
    path("feedback/<slug:group>/<int:point>/poster.pdf", give.Poster.as_view(), name="poster"),
    path("follow/", follow.Follow.as_view(), name="follow"),
    path("vote/<str:token>/", give.Vote.as_view(), name="vote"),
    path("<slug:group>/scorecards/<int:number>/", scorecard.PublicScorecard.as_view(),
         name="public_scorecard"),
    path(DESK, desk.Inbox.as_view(), name="inbox"),
    path(f"{DESK}new/", desk.CaseEnter.as_view(), name="enter"),
    path(f"{DESK}calls/", desk.Calls.as_view(), name="calls"),
    path(f"{DESK}posters/", desk.Posters.as_view(), name="posters"),
    path(CASE, desk.CasePage.as_view(), name="case"),
    path(f"{CASE}read/", desk.CaseRead.as_view(), name="read"),
    path(f"{CASE}answer/", desk.CaseAnswer.as_view(), name="answer"),
    path(f"{CASE}close/", desk.CaseClose.as_view(), name="close"),
    path(f"{CASE}raise/", desk.CaseRaise.as_view(), name="raise"),
    path(f"{CASE}contact/", desk.CaseContact.as_view(), name="contact"),
    path(f"{CASE}told/<int:told>/", desk.CaseTold.as_view(), name="told"),
    path(f"{CASE}photos/<int:photo>/", desk.CasePhotoFile.as_view(), name="photo"),
    path(CARDS, scorecard.Scorecards.as_view(), name="scorecards"),
    path(f"{CARDS}new/", scorecard.ScorecardRun.as_view(), name="run_scorecard"),
    path(f"{CARDS}<int:number>/", scorecard.ScorecardPage.as_view(), name="scorecard"),
    path(f"{CARDS}<int:number>/score/", scorecard.ScorecardScore.as_view(), name="score_scorecard"),
    path(f"{CARDS}<int:number>/publish/", scorecard.ScorecardPublish.as_view(),
         name="publish_scorecard"),
    path(f"{CARDS}<int:number>/unpublish/", scorecard.ScorecardUnpublish.as_view(),
         name="unpublish_scorecard"),
]  # fmt: skip
