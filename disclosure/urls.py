"""The addresses of disclosure. `pk` is the id of a row of what is owed."""

from django.urls import path

from disclosure import views

app_name = "disclosure"

OWED = "<slug:group>/desk/disclosure"

urlpatterns = [
    path("disclosure/", views.NationalPage.as_view(), name="national"),
    path("office/disclosure/", views.OfficeOwed.as_view(), name="office"),
    path("office/disclosure/<slug:group>/<int:pk>/", views.CheckAnswer.as_view(), name="answer"),
    path("office/requests/", views.OfficeRequests.as_view(), name="requests"),
    path("<slug:group>/disclosure/", views.GroupMatrix.as_view(), name="matrix"),
    path("<slug:group>/disclosure.csv", views.GroupFile.as_view(), name="csv"),
    path(f"{OWED}/", views.OwedList.as_view(), name="list"),
    path(f"{OWED}/watch/", views.OrganisationWatch.as_view(), name="watch"),
    path(f"{OWED}/watch/<int:pk>/unwatch/", views.OrganisationUnwatch.as_view(), name="unwatch"),
    path(f"{OWED}/event/", views.EventNote.as_view(), name="event"),
    path(f"{OWED}/generate/", views.OwedGenerate.as_view(), name="generate"),
    path(f"{OWED}/<int:pk>/", views.OwedDetail.as_view(), name="owed"),
    path(f"{OWED}/<int:pk>/check/", views.DutyCheck.as_view(), name="check"),
    path(f"{OWED}/<int:pk>/raise/", views.GapRaise.as_view(), name="raise"),
    path(f"{OWED}/<int:pk>/proof/<int:proof>/", views.ProofFile.as_view(), name="proof"),
]
