"""A group of choices is reached from the error summary, and tied to its hint and its error like any other field."""

from django import forms
from django.template import Context, Template


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Rôle", help_text="Ce qu’il ouvre.", choices=[("a", "A")], widget=forms.RadioSelect)
    head = forms.BooleanField(label="C’est le siège", required=False)


def shown(form: forms.Form) -> str:
    page = Template("{% error_summary form %}{% field form.role %}{% field form.head %}")
    return page.render(Context({"form": form}))


def test_the_summary_leads_to_the_group() -> None:
    page = shown(RoleForm({}))
    assert '<a href="#id_role">' in page
    assert '<fieldset class="field" id="id_role">' in page


def test_the_group_is_tied_to_its_hint_and_its_error() -> None:
    page = shown(RoleForm({}))
    assert 'aria-describedby="id_role-aide id_role-erreur"' in page
    assert 'id="id_role-aide"' in page
    assert 'id="id_role-erreur"' in page


def test_a_box_is_not_drawn_as_a_line_of_text() -> None:
    assert 'class="input"' not in shown(RoleForm())
