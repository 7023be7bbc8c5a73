"""Addresses of the room of looks."""

from django.urls import path

from masam.ui import views

app_name = "ui"
urlpatterns = [
    *(
        path(f"{name}/", views.Words.as_view(template_name=f"words/{name}.html"), name=name)
        for name in ("about", "privacy", "accessibility", "help")
    ),
]
