"""Template tags of the looks: chips, icons, figures, forms, tables, addresses, words.

`/styleguide/` shows each of them in use.
"""

import re
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.forms.forms import BaseForm
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from masam.ui import addresses, icons, states, wording

register = template.Library()

# --- words -----------------------------------------------------------------------------------

register.filter("day", wording.day)
register.filter("moment", wording.moment)
register.filter("number", wording.number)
register.filter("money", wording.money)


@register.simple_tag
def share(part: int, whole: int) -> str:
    """`{% share 230 328 %}` -> `230 / 328 (70 %)`: numerator and denominator, never the percent alone."""
    return wording.share(part, whole)


LONG_CHOICE = 24  # letters; beyond, two cards beside each other squeeze words on a phone
LONG_WORD = 10  # letters; a longer word would be broken in half a phone's width


@register.filter
def has_long_choices(field: BoundField) -> bool:
    """Tell whether a field's choices are too long to stand two in a row."""
    labels = [str(label) for _value, label in getattr(field.field, "choices", ())]
    longest_word = max((len(word) for label in labels for word in label.split()), default=0)
    return longest_word > LONG_WORD or any(len(label) > LONG_CHOICE for label in labels)


@register.filter
def code_groups(digits: str) -> list[str]:
    """Cut a code into groups of four: `{% for four in code|code_groups %}`."""
    return re.findall(".{1,4}", re.sub(r"\D", "", str(digits)))


# --- chips and icons ---------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "calendar" %}`: an own 16 px icon, always beside a word."""
    return icons.icon(name)


def _chip(text: object, shape: str, tone: str) -> SafeString:
    drawn = icons.icon(shape) if shape else ""
    return format_html('<span class="chip {}">{}{}</span>', tone, drawn, text)


@register.simple_tag
def chip(text: object, kind: str = "calm", shape: str = "") -> SafeString:
    """`{% chip "draft" "busy" %}`: a word on a tint; kind is calm, busy, good or late."""
    return _chip(text, shape, kind)


@register.simple_tag
def status(state: str, label: object = "", *, overdue: bool = False) -> SafeString:
    """`{% status issue.state overdue=issue.is_overdue %}`: word, shape and colour; overdue as a flag beside."""
    look = states.look(getattr(state, "value", state) or "")
    shown = _chip(label or look.word, look.shape, look.tone)
    if not overdue:
        return shown
    late = states.OVERDUE
    return format_html(
        '<span class="chips">{} {}</span>', shown, _chip(late.word, late.shape, late.tone)
    )


@register.simple_tag
def mark(finding: str, label: object = "") -> SafeString:
    """`{% mark "partly" %}`: a mark of the disclosure matrix, shape and word."""
    look = states.MARKS.get(getattr(finding, "value", finding)) or states.look(finding)
    return format_html(
        '<span class="mark {}">{} {}</span>', look.tone, icons.icon(look.shape), label or look.word
    )


# --- figures -----------------------------------------------------------------------------------


@register.simple_tag
def kpi(
    label: object,
    value: wording.Number,
    whole: wording.Number = None,
    unit: object = "",
    note: object = "",
    url: str = "",
) -> SafeString:
    """`{% kpi label value whole=328 unit="days" note="..." url="/issues/" %}`, inside `<ul class="kpis">`.

    With `whole` the figure is shown as numerator / denominator.
    """
    small = f"/ {wording.number(whole, space=wording.THIN)}" if whole is not None else ""
    unit_shown = (
        format_html(" <small>{}</small>", f"{small} {unit}".strip()) if small or unit else ""
    )
    figure = format_html("<b>{}{}</b>", wording.number(value, space=wording.THIN), unit_shown)
    title = format_html('<a href="{}">{}</a>', url, label) if url else label
    return format_html('<li class="kpi"><span>{}</span>{}<span>{}</span></li>', title, figure, note)


@register.simple_tag
def legend(*pairs: str) -> SafeString:
    """`{% legend "#1a7f5a" "verified fixed" "#c08400" "in action" %}`: squares with words."""
    rows = zip(pairs[::2], pairs[1::2], strict=True)
    square = '<li><svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" rx="3" fill="{}"/></svg>{}</li>'
    return format_html('<ul class="legend">{}</ul>', format_html_join("", square, rows))


# --- addresses ---------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def lang_url(context: Context, code: str) -> str:
    """`{% lang_url "en" %}`: this page, with its query, in the other language."""
    return addresses.in_language(context["request"].get_full_path(), code)


@register.simple_tag
def site_url(*parts: object) -> str:
    """`{% site_url "issues" %}` -> `/issues/`, or `/en/issues/` when English is read."""
    return addresses.address(*parts)


@register.simple_tag
def group_url(group: Any, *parts: object) -> str:
    """`{% group_url group "issues" issue.number %}` -> `/khovd/issues/KHO-42/`."""
    return addresses.address(getattr(group, "slug", group), *parts)


@register.simple_tag(takes_context=True)
def desk_url(context: Context, *parts: object) -> str:
    """`{% desk_url "issues" issue.number "close" %}` -> `/khovd/desk/issues/KHO-42/close/`."""
    return addresses.address(context["request"].gate.group.slug, "desk", *parts)


@register.simple_tag(takes_context=True)
def querystring(context: Context, **changes: object) -> str:
    """`{% querystring sector="health" %}`: the filters of this page with changes; None drops one.

    `after` (the page) is dropped unless given, since another filter begins at the first page.
    """
    query = context["request"].GET.copy()
    for name, value in {"after": None, **changes}.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


# --- lists -------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Any) -> SafeString:
    """`{% pager page %}`: for a `masam.ui.pager.Slice` (key `after`) or a Django page (key `page`)."""
    marks = _numbered(context, page) if hasattr(page, "paginator") else _sliced(context, page)
    return mark_safe(render_to_string("parts/_pager.html", marks))  # noqa: S308 - reason: our template


def _sliced(context: Context, page: Any) -> dict[str, str]:
    is_last = not page.next_after
    return {
        "first": "" if page.is_first else querystring(context),
        "next": "" if is_last else querystring(context, after=page.next_after),
    }


def _numbered(context: Context, page: Any) -> dict[str, Any]:
    back, forth = page.has_previous(), page.has_next()
    return {
        "previous": querystring(context, page=page.previous_page_number()) if back else "",
        "next": querystring(context, page=page.next_page_number()) if forth else "",
        "number": page.number,
        "count": page.paginator.num_pages,
    }


@register.simple_tag
def empty(title: object, text: object = "", url: str = "", label: object = "") -> SafeString:
    """`{% empty title text url label %}`: nothing here yet, and what to do about it."""
    given = {"title": title, "text": text, "url": url, "label": label}
    return mark_safe(render_to_string("parts/_empty.html", given))  # noqa: S308 - reason: our template


_TAG = re.compile(r"<(/?)(table|caption|thead|tbody|tfoot|tr|th|td)\b([^>]*)>", re.IGNORECASE)
_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tfoot": "rowgroup",
    "tr": "row",
    "td": "cell",
}


class CardTable(template.Node):
    """A plain table, given the roles and labels it needs to turn into cards on narrow screens."""

    def __init__(self, inner: NodeList, classes: FilterExpression | None) -> None:
        self.inner, self.classes = inner, classes

    def render(self, context: Context) -> SafeString:
        """Return the table inside its box."""
        more = conditional_escape(self.classes.resolve(context)) if self.classes else ""
        drawn = card_table(self.inner.render(context), f"table {more}".strip())
        return mark_safe(f'<div class="table-box">{drawn}</div>')  # noqa: S308 - reason: escaped before


def card_table(html: str, classes: str = "table") -> str:
    """Return `html` (one table) with roles on every part and the column's heading on every cell."""
    labels = _headings(html)
    place = {"column": 0, "head": 0}

    def dressed(found: re.Match[str]) -> str:
        closing, name, rest = found[1], found[2].lower(), found[3]
        if name == "thead":
            place["head"] = 0 if closing else 1
        if closing or name == "caption":
            return found[0]
        if name == "tr":
            place["column"] = 0
        if name in ("td", "th"):
            rest = _cell(name, rest, labels, place)
        if name == "table":
            rest += f' class="{classes}"'
        role = "" if name == "th" or "role=" in rest else f' role="{_ROLES[name]}"'
        return f"<{name}{rest}{role}>"

    return _TAG.sub(dressed, html)


def _headings(html: str) -> list[str]:
    head = re.search(r"<thead\b.*?</thead>", html, re.IGNORECASE | re.DOTALL)
    cells = re.findall(r"<th\b[^>]*>(.*?)</th>", head[0] if head else "", re.IGNORECASE | re.DOTALL)
    return [" ".join(strip_tags(cell).split()).replace('"', "&quot;") for cell in cells]


def _cell(name: str, rest: str, labels: list[str], place: dict[str, int]) -> str:
    column = place["column"]
    span = re.search(r'colspan="(\d+)"', rest)
    place["column"] += int(span[1]) if span else 1
    if name == "td":
        known = "data-label=" in rest or span or column >= len(labels)
        return rest if known else f'{rest} data-label="{labels[column]}"'
    role, scope = ("columnheader", "col") if place["head"] else ("rowheader", "row")
    rest += "" if "scope=" in rest else f' scope="{scope}"'
    return rest if "role=" in rest else f'{rest} role="{role}"'


@register.tag
def cardtable(parser: Parser, token: Token) -> CardTable:
    """`{% cardtable %}<table>...</table>{% endcardtable %}`: a table that turns into cards when narrow."""
    words = token.split_contents()[1:]
    inner = parser.parse(("endcardtable",))
    parser.delete_first_token()
    return CardTable(inner, parser.compile_filter(words[0]) if words else None)


# --- forms -------------------------------------------------------------------------------------


@register.simple_tag
def form_hidden(form: Any) -> SafeString:
    """`{% form_hidden form %}`: the key that makes a second click harmless."""
    key = getattr(form, "idempotency_key", "")
    if not key:
        return SafeString("")
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', key)


@register.simple_tag(takes_context=True)
def form_open(
    context: Context, form: Any = None, action: str = "", classes: str = "form"
) -> SafeString:
    """`{% form_open form %} {{ form }} <button ...> </form>`: the start of a POST form, hidden parts included."""
    has_files = form is not None and form.is_multipart()
    files = format_html(' enctype="{}"', "multipart/form-data") if has_files else ""
    token = format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">',
        context.get("csrf_token") or "",
    )
    target = format_html(' action="{}"', action) if action else ""
    return format_html(
        '<form method="post"{}{} class="{}" novalidate>{}{}',
        target,
        files,
        classes,
        "" if context.get("cacheable") else token,
        form_hidden(form) if form is not None else "",
    )


@register.filter
def kind(field: BoundField) -> str:
    """Tell how to draw a field: radio, checks, check, hidden or plain."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    names = {"radio": "radio", "checkbox": "checks", "hidden": "hidden"}
    return names.get(getattr(widget, "input_type", ""), "plain")


@register.filter
def anchor(field: BoundField) -> str:
    """The id a link of the error summary leads to."""
    return field.id_for_label or field.auto_id


@register.simple_tag
def field_error(form: BaseForm, name: str) -> dict[str, Any]:
    """`{% field_error form name as wrong %}`: `.field` (None when hidden or not of one field) and its errors."""
    field = form[name] if name in form.fields else None
    is_shown = field is not None and not field.is_hidden
    return {"field": field if is_shown else None, "errors": form.errors.get(name, [])}


def _choice_words(field: BoundField) -> str:
    value = field.value()
    if value in (None, "", [], ()):
        return ""
    values = {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return str(value) if value is not True else str(field.label)
    return ", ".join(str(text) for key, text in _flat(choices) if str(key) in values and str(key))


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for key, text in choices:
        flat += text if isinstance(text, list | tuple) else [(key, text)]
    return flat


@register.simple_tag
def chosen(form: BaseForm) -> str:
    """`{% chosen form %}`: the present choice of a filter form in words, `everything` when there is none."""
    words = [text for field in form.visible_fields() if (text := _choice_words(field))]
    return " · ".join(words) or _("everything")


@register.simple_tag
def query_of(**values: object) -> str:
    """`{% query_of sector="health" period=period %}`: a fresh query string, empty values left out."""
    kept = {name: str(value) for name, value in values.items() if value not in (None, "")}
    return f"?{urlencode(kept)}" if kept else ""
