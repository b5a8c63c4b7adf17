"""Accueil: what waits first, by name where they are few, each line leading to its act."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import ChangeRequest, Member
from egide.members.rights import Role
from tests import factories

HOME = "/adherents/10042/"


def home(client: Client) -> str:
    page = client.get(HOME).content.decode()
    return " ".join(page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").split())


def todo(client: Client) -> str:
    page = home(client)
    return page[page.index("<h2>À faire</h2>") : page.index("<h2>Prochains rendez-vous</h2>")]


@pytest.fixture
def settled(ours: Member, martine: User) -> None:
    """Nothing waits: her address is confirmed, the one employee has just been seen."""
    factories.an_address(martine)
    employee = factories.a_complete_employee(ours, "Girard")
    employee.visits.create(member=ours, kind="vip_initiale", held_on=timezone.localdate())
    employee.follow_up.compute(by=None)


def late(member: Member, name: str, first_name: str = "Lucas") -> Employee:
    """Hired long ago and never seen."""
    day = date(2024, 3, 4)
    return factories.a_complete_employee(member, name, first_name=first_name, hired_on=day, post_since=day)


def test_with_nothing_to_do_it_says_so(as_martine: Client, settled: None) -> None:
    assert "Tout est à jour" in todo(as_martine)


def test_an_address_to_confirm_comes_first_and_can_be_sent_again(as_martine: Client, ours: Member) -> None:
    late(ours, "Sow")
    lines = todo(as_martine)
    assert lines.index("Confirmer votre adresse de récupération") < lines.index("Demander la visite de Lucas Sow")
    assert "suivez le lien envoyé à martine@aubert.example" in lines
    assert 'action="/mon-compte/adresse/confirmation/"' in lines
    assert 'href="/mon-compte/adresse/"' in lines


def test_without_any_address_the_first_line_asks_for_one(as_martine: Client, martine: User, settled: None) -> None:
    EmailAddress.objects.filter(user=martine).delete()
    User.objects.filter(pk=martine.pk).update(email="")
    lines = todo(as_martine)
    assert "Indiquer une adresse de récupération" in lines
    assert "Renvoyer le lien" not in lines


def test_a_late_visit_bears_a_name_and_leads_to_its_request(as_martine: Client, ours: Member) -> None:
    sow = late(ours, "Sow")
    line = todo(as_martine)
    assert "Demander la visite de Lucas Sow" in line
    assert f"dépassé depuis le {sow.follow_up.shown_due_on:%d/%m/%Y}" in line
    assert f"/mes-rendez-vous/demande/?sel={sow.pk}" in line


def test_what_is_already_asked_or_booked_waits_for_the_service_alone(
    as_martine: Client, ours: Member, physician: Physician
) -> None:
    factories.a_request(late(ours, "Sow"))
    factories.a_confirmed(late(ours, "Kaci"), physician)
    assert "Demander la visite" not in todo(as_martine)


def test_more_than_a_few_are_counted_and_lead_to_their_list(as_martine: Client, ours: Member) -> None:
    for name in ("Sow", "Kaci", "Roy", "Adam"):
        late(ours, name)
    line = todo(as_martine)
    assert "4 visites en retard à demander" in line
    assert "et 1 autre" in line
    assert "/mes-salaries/?echeance=en-retard" in line


def test_a_hire_without_a_request_is_one_line_not_two(as_martine: Client, ours: Member) -> None:
    day = timezone.localdate() - timedelta(days=3)
    factories.a_complete_employee(ours, "Neuf", first_name="Zoé", hired_on=day, post_since=day)
    assert todo(as_martine).count("Zoé Neuf") == 2  # the line, and its button for who cannot see it


def test_invoices_say_how_much_and_since_when(as_martine: Client, settled: None, ours: Member) -> None:
    today = timezone.localdate()
    old = factories.an_invoice(ours, "72.00", on=today - timedelta(days=40), due_on=today - timedelta(days=11))
    line = todo(as_martine)
    assert f"Régler la facture {old.number} de 86,40 €" in line
    assert "Échue depuis 11 jours" in line
    assert f"/mes-factures/{old.pk}/reglement/" in line
    assert "dont 86,40 € en retard" in home(as_martine)


def test_the_most_urgent_comes_first(as_martine: Client, ours: Member) -> None:
    today = timezone.localdate()
    factories.an_employee(ours, "Vide", pcs_code="")
    late(ours, "Sow")
    coming = factories.an_invoice(ours)
    old = factories.an_invoice(ours, on=today - timedelta(days=40), due_on=today - timedelta(days=11))
    line = todo(as_martine)
    order = [line.index(words) for words in (old.number, "Lucas Sow", coming.number, "Compléter la fiche")]
    assert order == sorted(order)


def test_one_sheet_to_complete_says_what_is_missing(as_martine: Client, ours: Member) -> None:
    employee = factories.an_employee(ours, "Vide", first_name="Anna", pcs_code="")
    employee.declare_risks(by=None, codes=[])
    line = todo(as_martine)
    assert "Compléter la fiche de Anna Vide" in line
    assert "Il manque : code PCS" in line
    assert f"/mes-salaries/{employee.pk}/" in line


def test_a_question_of_the_service_leads_to_its_answer(as_martine: Client, employee: Employee) -> None:
    request = factories.a_request(employee)
    request.take_up(by=None)
    request.ask_precision(by=None, answer="Quel chantier ?")
    line = todo(as_martine)
    assert "Préciser la demande pour Paul Girard" in line
    assert "Quel chantier ?" in line
    assert f"/mes-rendez-vous/{request.pk}/precision/" in line


def test_answers_since_the_last_visit_are_told(
    as_martine: Client, martine: User, employee: Employee, ours: Member, physician: Physician
) -> None:
    other = factories.a_complete_employee(ours, "Autre", first_name="Inès")
    factories.a_confirmed(other, physician)
    request = factories.a_request(employee)
    request.take_up(by=None)
    request.refuse(by=None, answer="Visite déjà faite en mars")
    assert "Visite déjà faite en mars" not in todo(as_martine)  # she has never been here before
    User.objects.filter(pk=martine.pk).update(previous_login=timezone.now() - timedelta(days=1))
    line = todo(as_martine)
    assert "Paul Girard : refusée" in line
    assert "Visite déjà faite en mars" in line
    assert "Inès Autre : planifié" in line
    User.objects.filter(pk=martine.pk).update(previous_login=timezone.now() + timedelta(minutes=1))
    assert "refusée" not in todo(as_martine)


def test_a_mandate_and_a_change_to_specify_wait_for_martine(as_martine: Client, ours: Member) -> None:
    mandate = factories.a_mandate(factories.a_delegate("Cabinet Fontaine"), ours, granted=False)
    change = ChangeRequest(member=ours, field="naf", new_value="4391B")
    change.send(by=None)
    change.ask_precision(by=None, answer="Joignez l’avis de l’Insee.")
    line = todo(as_martine)
    assert "Mandat demandé par Cabinet Fontaine" in line
    assert f"/mandats/{mandate.pk}/domaines/" in line
    assert f"Préciser la modification demandée : {change.get_field_display()}" in line
    assert "Joignez l’avis de l’Insee." in line


def test_a_role_sees_only_what_it_may_open(ours: Member, employee: Employee) -> None:
    factories.an_invoice(ours)
    factories.a_mandate(factories.a_delegate("Cabinet Fontaine"), ours, granted=False)
    for role, seen, hidden in (
        (Role.BILLING, "À régler", "Prochains rendez-vous"),
        (Role.READER, "Prochains rendez-vous", "Régler la facture"),
    ):
        user = factories.a_person(f"r{role}")
        factories.an_access(user, ours, role)
        client = Client()
        client.force_login(user)
        page = home(client)
        assert seen in page
        assert hidden not in page
        assert "Mandat demandé" not in page


def test_next_appointments_offer_their_convocation(
    as_martine: Client, employee: Employee, physician: Physician
) -> None:
    appointment = factories.a_confirmed(employee, physician)
    page = home(as_martine)
    assert f"/mes-rendez-vous/{appointment.pk}/convocation/" in page
    assert "Dr Hélène Leroy, Centre de Reims" in page


def test_the_visits_of_the_worker_alone_never_show(as_martine: Client, employee: Employee, ours: Member) -> None:
    ours.appointments.create(
        employee=employee, kind="prereprise", reason="other", state="needs_precision", answer="CANARI-MED"
    )
    assert "CANARI" not in home(as_martine)


def test_each_number_of_the_follow_up_is_the_length_of_its_list(as_martine: Client, ours: Member) -> None:
    today = timezone.localdate()
    for rank, days in enumerate((-400, -1, 0, 60, 61, 400, 500)):
        factories.a_complete_employee(ours, f"Nom{rank}").follow_up.retain(by=None, category="", due_on=None)
        ours.followups.filter(employee__last_name=f"Nom{rank}").update(shown_due_on=today + timedelta(days=days))
    gone = factories.a_complete_employee(ours, "Parti")
    gone.leave(by=None, on=today, reason="resignation")
    page = home(as_martine)
    for word, label, count in (
        ("en-retard", "En retard", 2),
        ("60-jours", "À planifier dans les 60 jours", 2),
        ("a-jour", "À jour", 3),
    ):
        address = f"/adherents/10042/mes-salaries/?echeance={word}"
        line = page[page.index(f'<a href="{address}">') :]
        assert f"{label}</span><b>{count}</b>" in line[: line.index("</a>")], word
        assert as_martine.get(address).content.decode().count('scope="row"') == count, word
