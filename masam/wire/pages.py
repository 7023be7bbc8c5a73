"""`Page` and `FormPage`: the two bases of every view.

Each view declares `permission = "noun.verb"` or `public = True`, or the project does not start
(`masam/wire/checks.py`). Statuses: contract.md, "Behaviour on the wire".
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from masam.wire.errors import DomainError, StaleVersion
from masam.wire.idempotency import KeyReused, claim, fresh_key, remember
from masam.wire.json import NotJson, fields_of, made, refused, wants_json

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from masam.wire.models import Remembered


class SeeOther(HttpResponseRedirect):
    """303: the POST is done, look there."""

    status_code = 303


class Page(View):
    """A page. `cache` is "public" (the same for all), "private" or "none" (never kept)."""

    public: ClassVar[bool] = False
    permission: ClassVar[str] = ""
    template_name: ClassVar[str] = ""
    cache: ClassVar[str] = "none"

    def admit(self, request: HttpRequest) -> None:
        """Let the request in, or raise `Http404` or `NotAllowed`. Bases override it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.masam_cacheable = self.cache == "public"  # type: ignore[attr-defined]
        self.admit(request)
        response = super().dispatch(request, *args, **kwargs)
        self._say_how_long(response)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        tag = self._full_etag()
        if tag and tag in request.headers.get("If-None-Match", ""):
            response = HttpResponse(status=304)
        else:
            response = self.render(self.context())
        if tag:
            response["ETag"] = tag
        return response

    def context(self) -> dict[str, Any]:
        """Give what the template shows."""
        return {}

    def etag(self) -> str | None:
        """Give the version of what the page shows (from version rows), or None for no ETag."""
        return None

    def render(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """Give the page as HTML."""
        return render(self.request, self.template_name, {"view": self} | context, status=status)

    def _full_etag(self) -> str | None:
        version = self.etag()
        return f'W/"{version}.{get_language()}.{settings.RELEASE}"' if version else None

    def _say_how_long(self, response: HttpResponseBase) -> None:
        if response.has_header("Cache-Control"):
            return
        if self.cache == "public":
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        elif self.cache == "private":
            patch_cache_control(response, private=True, no_cache=True)
            response["X-Robots-Tag"] = "noindex"
        else:
            patch_cache_control(response, no_store=True)


class FormPage(Page):
    """A page with a form: GET shows it filled in, POST does one action, then 303.

    A POST of JSON does the same (`masam/wire/json.py`).
    """

    form_class: ClassVar[type[BaseForm]]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            fields = fields_of(request)
        except NotJson as error:
            return JsonResponse({"errors": {"__all__": [str(error)]}}, status=422)
        form = self.make_form(data=fields, files=request.FILES)
        if not form.is_valid():
            return self.render_form(form, status=422)
        try:
            return self._act_once(form)
        except KeyReused as error:
            return self._conflict(form, error)
        except StaleVersion as error:
            return self._conflict(form, error, theirs=error.theirs)
        except DomainError as error:
            field = error.field if error.field in form.fields else None
            form.add_error(field, str(error))
            return self.render_form(form, status=422)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render_form(self.make_form())

    def make_form(self, **data: Any) -> BaseForm:
        """Give the form; `data` holds `data=` and `files=` on a POST."""
        form = self.form_class(**data, **self.form_kwargs())
        if not form.is_bound:
            form.initial = {**form.initial, **self.initial()}
        form.idempotency_key = (  # type: ignore[attr-defined]
            self.request.POST.get("idempotency_key") or fresh_key()
        )
        return form

    def form_kwargs(self) -> dict[str, Any]:
        """Give the form's own arguments."""
        return {}

    def initial(self) -> dict[str, Any]:
        """Give the values the form is filled in with."""
        return {}

    def act(self, form: Any) -> Any:
        """Do the one action of this form; raise a `DomainError` when a rule says no."""
        raise NotImplementedError

    def success_url(self, result: Any) -> str:
        """Give the address to look at after the action."""
        raise NotImplementedError

    def actor_key(self) -> str:
        """Give who sends the form, for the idempotency key."""
        user = getattr(self.request, "user", None)
        return f"user:{user.pk}" if user is not None and user.is_authenticated else "visitor"

    def render_form(self, form: BaseForm, *, status: int = 200) -> HttpResponse:
        """Give the page with the form."""
        if status != HTTPStatus.OK and wants_json(self.request):
            return refused(form, status)
        return self.render(self.context() | {"form": form}, status=status)

    def answer(self, result: Any) -> HttpResponseBase:
        """Give the answer to a POST that did its work."""
        return self._done(self.success_url(result))

    def replay(self, row: Remembered) -> HttpResponseBase:
        """Give the same answer again to a repeated POST."""
        return self._done(row.location, is_repeat=True)

    def _done(self, location: str, *, is_repeat: bool = False) -> HttpResponseBase:
        if wants_json(self.request):
            return made(location, is_repeat=is_repeat)
        return SeeOther(location)

    @transaction.atomic
    def _act_once(self, form: BaseForm) -> HttpResponseBase:
        actor = self.actor_key()
        known = claim(self.request, actor=actor)
        if known:
            return self.replay(known)
        response = self.answer(self.act(form))
        remember(
            self.request,
            actor=actor,
            status=response.status_code,
            location=response.headers.get("Location", ""),
        )
        return response

    def _conflict(
        self, form: BaseForm, error: DomainError, theirs: dict[str, str] | None = None
    ) -> HttpResponse:
        form.add_error(None, str(error))
        form.idempotency_key = fresh_key()  # type: ignore[attr-defined]
        form.theirs = theirs  # type: ignore[attr-defined]
        return self.render_form(form, status=409)


class OpenForm(FormPage):
    """A form for people without an account: no cookie, so no CSRF cookie either.

    Instead the POST must come from our own pages: its Origin (or Referer) names our host. A
    client that sends neither is no browser carrying somebody's cookies, and is let in.
    """

    public = True

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Exempt the view itself: a mark on `dispatch` is lost where a subclass has its own."""
        return csrf_exempt(super().as_view(**initkwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        source = request.headers.get("Origin") or request.headers.get("Referer", "")
        if source and urlsplit(source).netloc != request.get_host():
            raise PermissionDenied(_("The form was sent from another site."))
        return super().post(request, *args, **kwargs)
