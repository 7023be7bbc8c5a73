"""The limit: what a page costs at least. A bare Django view without middleware.

One indexed query by the ORM over the very rows that MASAM reads, 25 of one group in one state, one
plain template, 20 KB of HTML. Its list at 100,000 issues is the unit of every figure. Row-level
security holds here too, so the scope is set once per connection.
"""

from __future__ import annotations

import os
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import models
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from masam.settings.environment import database

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Issues</title></head>
<body><h1>Issues</h1><p>{{ issues|length }}</p><ul>{% for issue in issues %}
<li class="{% if issue.due_date %}due{% else %}open{% endif %}"><a href="{% url 'one' issue.number %}">
{{ issue.number }} {{ issue.title }}</a> <b>{{ issue.state }}</b> <span>{{ issue.sector }}</span>
<time datetime="{{ issue.logged_at|date:'c' }}">{{ issue.logged_at|date:"Y-m-d H:i" }}</time>
{% if issue.due_date %}<time>{{ issue.due_date|date:"Y-m-d" }}</time>{% endif %}
<p>{{ issue.detail|truncatechars:320 }}</p></li>{% endfor %}</ul></body></html>"""
LOADERS = [("django.template.loaders.locmem.Loader", {"list.html": PAGE})]

settings.configure(
    DEBUG=False,
    SECRET_KEY="of-the-limit-only",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    USE_TZ=True,
    DATABASES={"default": database(os.environ["LIMIT_DATABASE"])
               | {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", LOADERS)]}}],
)  # fmt: skip
django.setup()


def _enter(connection: Any, **kwargs: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('masam.groups', %s, false)", [os.environ["LIMIT_GROUP"]])


connection_created.connect(_enter)


class Issue(models.Model):
    """The same table; only the columns that the page shows."""

    group_id = models.BigIntegerField()
    number = models.IntegerField()
    title = models.TextField()
    detail = models.TextField()
    state = models.TextField()
    sector = models.TextField()
    logged_at = models.DateTimeField()
    due_date = models.DateField(null=True)

    class Meta:
        app_label = "limit"
        managed = False
        db_table = "issues_issue"

    def __str__(self) -> str:
        return self.title


def issues(request: HttpRequest, number: int = 0) -> HttpResponse:
    """Give the first page of one group's issues in one state."""
    rows = Issue.objects.filter(group_id=int(os.environ["LIMIT_GROUP"]), state="verified")
    return render(request, "list.html", {"issues": rows.order_by("-logged_at", "-id")[:25]})


urlpatterns = [path("", issues), path("<int:number>/", issues, name="one")]
application = WSGIHandler()
