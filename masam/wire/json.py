"""Forms as JSON: the same addresses, rules and sentences, for programs and the offline outbox.

A program POSTs an object of the form's fields to the form's address; `Idempotency-Key` stands in
the header. It gets 201 with `Location` (a repeat: 200), or `{"errors": {field: [sentence]}}` with
the same status a person would get.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse, QueryDict
from django.utils.translation import gettext as _

from masam.wire.errors import DomainError

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

KIND = "application/json"


class NotJson(DomainError):
    """The body is not an object of plain values."""


def sends_json(request: HttpRequest) -> bool:
    """Tell whether the body of the request is JSON."""
    return request.content_type == KIND


def wants_json(request: HttpRequest) -> bool:
    """Tell whether whoever asks reads JSON rather than a page."""
    return sends_json(request) or KIND in request.headers.get("Accept", "")


def fields_of(request: HttpRequest) -> QueryDict:
    """Give the fields a request carries, as a form would have sent them.

    Of a JSON object: a list becomes several values, true a ticked box; false, null and "" are
    left out, as a browser leaves out an empty box. Raises `NotJson` for anything else.
    """
    if not sends_json(request):
        return request.POST
    try:
        body = json.loads(request.body)
    except ValueError as error:
        raise NotJson(_("The body is not JSON.")) from error
    if not isinstance(body, dict):
        raise NotJson(_("The body must be one object with the fields of the form."))
    fields = QueryDict(mutable=True)
    for name, value in body.items():
        fields.setlist(name, [_text(each) for each in _values(value)])
    return fields


def _values(value: Any) -> list[Any]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if each is not None and each is not False and each != ""]


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        raise NotJson(_("A field holds a text, a number, true or false, or a list of these."))
    return "on" if value is True else str(value)


def made(location: str, *, is_repeat: bool = False) -> JsonResponse:
    """Give 201 with the address of what was done; 200 when it had been done before."""
    response = JsonResponse({"url": location}, status=200 if is_repeat else 201)
    response["Location"] = location
    return response


def refused(form: BaseForm, status: int) -> JsonResponse:
    """Give the sentences of a form that was not taken, and what now stands on a conflict."""
    answer: dict[str, Any] = {"errors": form.errors}
    theirs = getattr(form, "theirs", None)
    return JsonResponse(answer | ({"theirs": theirs} if theirs else {}), status=status)
