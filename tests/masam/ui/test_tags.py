"""What the template tags draw."""

from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from masam.ui.forms import DayInput, PhotoInput
from masam.ui.icons import SHAPES
from masam.ui.states import ISSUE, look


class Answer(forms.Form):
    title = forms.CharField(label="Title", help_text="One line")
    due_date = forms.DateField(label="Due", widget=DayInput(is_past=True))
    answer = forms.ChoiceField(
        label="Answer", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    people = forms.MultipleChoiceField(
        label="People", choices=[("1", "One")], widget=forms.CheckboxSelectMultiple, required=False
    )
    is_open = forms.BooleanField(label="Open", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class Filter(forms.Form):
    sector = forms.ChoiceField(choices=[("", "All"), ("health", "Health")], required=False)
    q = forms.CharField(required=False)


def draw(source, path="/khovd/issues/", **given):
    request = RequestFactory().get(path)
    request.gate = SimpleNamespace(group=SimpleNamespace(slug="khovd"), may=frozenset())
    template = engines["django"].from_string("{% load ui %}" + source)
    return template.render({"request": request, **given}, None)


def test_a_status_is_word_shape_and_colour():
    drawn = draw("{% status 'verified_fixed' %}")
    assert 'class="chip good"' in drawn
    assert "<svg" in drawn
    assert "баталгаажсан" in drawn


def test_overdue_is_a_flag_beside_the_status():
    drawn = draw("{% status 'in_action' overdue=True %}")
    assert drawn.count('class="chip ') == 2
    assert drawn.index("хэрэгжиж") < drawn.index("хэтэрсэн")


def test_every_issue_state_has_its_own_shape():
    shapes = [each.shape for each in ISSUE.values()]
    assert len(set(shapes)) == len(shapes)
    assert set(shapes) <= set(SHAPES)


def test_an_unknown_state_is_shown_by_its_name():
    assert look("on_the_way").word == "on the way"
    assert draw("{% status '' %}")


def test_a_chip_escapes_its_text():
    assert "<b>" not in draw("{% chip text 'busy' %}", text="<b>")
    assert "&lt;b&gt;" in draw("{% status 'x' label %}", label="<b>")


def test_a_kpi_shows_numerator_and_denominator():
    drawn = draw("{% kpi 'Fixed' 1230 whole=3280 note='37 %' %}")
    assert "1\u202f230" in drawn
    assert "/ 3\u202f280" in drawn


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("{% site_url %}", "/"),
        ("{% site_url 'issues' %}", "/issues/"),
        ("{% desk_url 'issues' 'KHO-42' 'close' %}", "/khovd/desk/issues/KHO-42/close/"),
        ("{% group_url 'uvs' %}", "/uvs/"),
        ("{% lang_url 'en' %}", "/en/khovd/issues/?q=%D1%83"),
    ],
)
def test_addresses_are_composed(source, drawn):
    assert draw(source, "/khovd/issues/?q=%D1%83") == drawn


def test_addresses_follow_the_language():
    with translation.override("en"):
        assert draw("{% desk_url %}", "/en/khovd/desk/") == "/en/khovd/desk/"
        assert draw("{% lang_url 'mn' %}", "/en/khovd/?a=1") == "/khovd/?a=1"
        assert draw("{% lang_url 'mn' %}", "/en/") == "/"


def test_the_query_keeps_filters_and_drops_the_page():
    path = "/issues/?sector=health&after=abc&q=x"
    assert (
        draw("{% querystring q=None state='reported' %}", path)
        == "?sector=health&amp;state=reported"
    )


def test_a_pager_of_slices_leads_on_and_back():
    page = SimpleNamespace(next_after="zz", is_first=False)
    drawn = draw("{% pager page %}", "/issues/?sector=health&after=abc", page=page)
    assert 'href="?sector=health"' in drawn
    assert "after=zz" in drawn


def test_a_pager_of_pages_says_where_one_is():
    page = Paginator(range(30), 10).page(2)
    drawn = draw("{% pager page %}", page=page)
    assert "2 / 3" in drawn
    assert "page=3" in drawn


def test_a_pager_of_one_page_is_nothing():
    drawn = draw("{% pager page %}", page=SimpleNamespace(next_after="", is_first=True))
    assert drawn.strip() == ""


def test_a_form_is_drawn_with_labels_hints_and_linked_errors():
    form = Answer({"title": "", "due_date": "2026-11-03", "answer": "x", "version": "3"})
    drawn = draw("{{ form }}", form=form)
    assert 'role="alert"' in drawn
    assert 'href="#id_title"' in drawn
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert 'id="id_title_error"' in drawn
    assert 'href="#id_answer"' in drawn
    assert '<fieldset class="field wrong" id="id_answer"' in drawn
    assert 'type="date" name="due_date" value="2026-11-03"' in drawn
    assert drawn.count('name="version"') == 1


def test_a_good_form_has_no_summary():
    drawn = draw("{{ form }}", form=Answer())
    assert "data-errors" not in drawn
    assert "(заавал биш)" in drawn


def test_a_whole_form_error_stands_in_the_summary_without_link():
    form = Answer({})
    form.add_error(None, "Too late")
    assert '<strong class="error">Too late</strong>' in draw("{{ form }}", form=form)


def test_form_open_carries_token_key_and_encoding():
    class Photos(forms.Form):
        photo = forms.FileField(widget=PhotoInput())

    form = Photos()
    form.idempotency_key = "k-1"
    drawn = draw("{% form_open form %}", form=form, csrf_token="t-1")
    assert 'enctype="multipart/form-data"' in drawn
    assert 'name="csrfmiddlewaretoken" value="t-1"' in drawn
    assert 'name="idempotency_key" value="k-1"' in drawn
    assert "style=" not in drawn


def test_the_choice_of_filters_is_said_in_words():
    assert draw("{% chosen f %}", f=Filter({"sector": "health", "q": "ус"})) == "Health · ус"
    assert draw("{% chosen f %}", f=Filter({})) == "бүгд"


def test_a_table_becomes_cards_with_roles_and_labels():
    table = (
        "{% cardtable %}<table><thead><tr><th>No</th><th>Title</th></tr></thead><tbody>"
        '<tr><th><a href="/x/">1</a></th><td class="number">A</td></tr></tbody></table>{% endcardtable %}'
    )
    drawn = draw(table)
    assert '<table class="table" role="table">' in drawn
    assert '<th scope="col" role="columnheader">No</th>' in drawn
    assert '<th scope="row" role="rowheader">' in drawn
    assert '<td class="number" data-label="Title" role="cell">' in drawn


def test_code_groups_cut_by_four():
    assert (
        draw("{% for g in c|code_groups %}{{ g }} {% endfor %}", c="7204-99315862")
        == "7204 9931 5862 "
    )


def test_every_icon_draws():
    for name in SHAPES:
        assert draw("{% icon name %}", name=name).endswith("</svg>")
