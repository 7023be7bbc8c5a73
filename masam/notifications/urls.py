"""/stop/<token>/."""

from django.urls import path

from masam.notifications import views

app_name = "notifications"
urlpatterns = [path("stop/<str:token>/", views.Stop.as_view(), name="stop")]
