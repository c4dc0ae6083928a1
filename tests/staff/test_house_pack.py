"""The house's own templates for crispy-forms: each kind of field with its label, its hint and what is wrong with it."""

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Fieldset, Hidden, Layout, Submit
from django import forms
from django.template import Context, Template


class Booking(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the <em>door</em>.")
    seats = forms.ChoiceField(label="Seats", choices=[("1", "One"), ("2", "Two")])
    needs = forms.MultipleChoiceField(
        label="Needs", choices=[("loop", "Loop")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label="Agreed")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("name") == "nobody":
            raise forms.ValidationError("Nobody cannot book.")


def drawn(template: str, form: forms.Form, **more: object) -> str:
    loaded = "{% load crispy_forms_tags crispy_forms_filters %}" + template
    return Template(loaded).render(Context({"form": form, "csrf_token": "t0ken", **more}))


@pytest.mark.parametrize(
    "piece",
    [
        '<label for="id_name">Name</label>',
        '<p class="hint" id="id_name_helptext">As on the <em>door</em>.</p>',
        'aria-describedby="id_name_helptext"',
        '<select name="seats" id="id_seats">',
        "<legend>Needs</legend>",
        '<label for="id_agreed">Agreed</label>',
        '<input type="hidden" name="token" id="id_token">',
    ],
)
def test_a_field(piece: str) -> None:
    assert piece in drawn("{{ form|crispy }}", Booking())


@pytest.mark.parametrize(
    "piece",
    [
        'class="field field-wrong"',
        'id="id_name_error"',
        'aria-invalid="true"',
        "This field is required.",
    ],
)
def test_what_is_wrong_with_a_field(piece: str) -> None:
    assert piece in drawn("{{ form|crispy }}", Booking({}))


def test_what_is_wrong_with_the_whole() -> None:
    form = Booking({"name": "nobody", "seats": "1", "agreed": "on"})
    page = drawn("{{ form|crispy }}", form)
    assert page.index('role="alert"') < page.index("Nobody cannot book.") < page.index('for="id_name"')


def test_what_a_visitor_typed_is_escaped() -> None:
    assert "<script>" not in drawn("{{ form|crispy }}", Booking({"name": "<script>"}))


def test_the_tag_draws_the_whole_form() -> None:
    page = drawn("{% crispy form %}", Booking())
    assert '<form  method="post">' in page
    assert 'value="t0ken"' in page
    assert page.count("<label") == 4


def test_a_layout() -> None:
    helper = FormHelper()
    helper.form_method = "get"
    helper.layout = Layout(
        Div("name", "seats", css_class="field-row"),
        Fieldset("And", "needs", "agreed"),
        ButtonHolder(Submit("save", "Book"), Hidden("from", "desk")),
    )
    page = drawn("{% crispy form helper %}", Booking(), helper=helper)
    assert '<div class="field-row"' in page
    assert "<legend>And</legend>" in page
    assert 'type="submit" name="save" value="Book"' in page
    assert 'type="hidden" name="from" value="desk"' in page
    assert "csrf" not in page


def test_buttons_of_the_helper() -> None:
    helper = FormHelper()
    helper.add_input(Submit("save", "Book"))
    assert 'value="Book"' in drawn("{% crispy form helper %}", Booking(), helper=helper)


def test_a_field_by_itself() -> None:
    assert '<label for="id_name">' in drawn("{{ form.name|as_crispy_field }}", Booking())
