"""Administration: what the service chooses, refused when it cannot be; its texts, its people, who read what."""

from datetime import time
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from egide.accounts.models import AccessRules, InitialPassword, User
from egide.accounts.passwords import minimum_for
from egide.centres.models import Centre, Physician, Service
from egide.employees.models import Employee
from egide.members.models import Member
from egide.notifications.models import Outbox

SETTINGS = "/service/parametres/"
CONDITIONS: dict[str, Any] = {
    "cancellation_notice_days": "3", "cancellation_grace_hours": "24", "offer_hours": "24",
    "employer_changes": "3",
}  # fmt: skip
BILLING = {"vat_rate": "20", "payment_days": "30", "late_penalty": "BCE + 10 points"}


def test_an_iban_is_checked_and_kept_without_spaces(as_nadia: Client, service: Service) -> None:
    url = f"{SETTINGS}service/facturation/"
    page = as_nadia.post(url, BILLING | {"iban": "FR76 00"}).content.decode()
    assert "Cet IBAN n’existe pas" in page
    as_nadia.post(url, BILLING | {"iban": "fr76 3000 1007 9412 3456 7890 185", "bic": "bdfe frpp"})
    current = Service.current()
    assert (current.iban, current.bic) == ("FR7630001007941234567890185", "BDFEFRPP")


@pytest.mark.parametrize(
    ("group", "facts", "said"),
    [
        ("facturation", BILLING | {"vat_number": "FR00552100554"}, "Ce n° de TVA n’existe pas"),
        ("identite", {"name": "Essai", "siren": "123456789"}, "sa clé est fausse"),
        (
            "annulations",
            {
                "cancellation_notice_days": "99",
                "cancellation_grace_hours": "24",
                "offer_hours": "24",
                "employer_changes": "3",
            },
            "15",
        ),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    group: str, facts: dict[str, str], said: str, as_nadia: Client, service: Service
) -> None:
    before = Service.current().version
    assert said in as_nadia.post(f"{SETTINGS}service/{group}/", facts).content.decode()
    assert Service.current().version == before


def test_each_group_leaves_the_others_alone(as_nadia: Client, service: Service) -> None:
    as_nadia.post(
        f"{SETTINGS}service/annulations/",
        {
            "cancellation_notice_days": "3",
            "cancellation_grace_hours": "24",
            "offer_hours": "24",
            "employer_changes": "3",
        },
    )
    current = Service.current()
    assert (current.cancellation_notice_days, current.name) == (3, "Santé Travail Essai")


def test_two_administrators_do_not_overwrite_each_other(as_nadia: Client, service: Service) -> None:
    facts = CONDITIONS | {"version": service.version}
    as_nadia.post(f"{SETTINGS}service/annulations/", facts)
    second = as_nadia.post(f"{SETTINGS}service/annulations/", facts | {"offer_hours": "36"})
    assert second.status_code == 409


def test_a_notice_is_previewed_before_it_is_public(as_nadia: Client, client: Client, service: Service) -> None:
    text = "Éditeur : nous.\n\nHébergeur : <b>eux</b>."
    page = as_nadia.post(f"{SETTINGS}textes/mentions-legales/", {"text": text, "apercu": "1"}).content.decode()
    assert "<p>Éditeur : nous.</p>" in page
    assert "Éditeur : nous." not in client.get("/mentions-legales/").content.decode()
    as_nadia.post(f"{SETTINGS}textes/mentions-legales/", {"text": text})
    public = client.get("/mentions-legales/").content.decode()
    assert "Éditeur : nous." in public
    assert "<b>eux</b>" not in public


def test_the_minimum_of_passwords_is_a_setting_never_below_eight(
    as_nadia: Client, martine: User, as_martine: Client
) -> None:
    facts = {"member_minimum": "14", "staff_minimum": "16", "letter_days": "20"}
    refused = as_nadia.post(f"{SETTINGS}acces/", facts | {"member_minimum": "6"})
    assert refused.status_code == 200
    assert not AccessRules.objects.exists()
    as_nadia.post(f"{SETTINGS}acces/", facts)
    assert minimum_for(martine) == 14
    assert "14 caractères" in as_martine.get("/mon-compte/mot-de-passe/").content.decode()


def test_a_staff_account_is_told_by_a_letter_and_never_on_screen(as_nadia: Client) -> None:
    facts = {"first_name": "Léa", "last_name": "Fabre", "staff_role": "assistant"}
    page = as_nadia.post(f"{SETTINGS}comptes/nouveau/", facts, follow=True).content.decode()
    born = User.objects.get(last_name="Fabre")
    assert "mot de passe provisoire, bon une seule fois" in page
    assert not InitialPassword.objects.exists()
    pdf = as_nadia.post(f"{SETTINGS}comptes/{born.pk}/courrier/").content
    assert born.username in PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_the_last_administrator_stays(as_nadia: Client, nadia: User) -> None:
    url = f"{SETTINGS}comptes/{nadia.pk}/"
    for act, facts in (("role", {"staff_role": "assistant"}), ("blocage", {"reason": "Départ"})):
        assert "garde au moins un administrateur" in as_nadia.post(f"{url}{act}/", facts).content.decode()
    nadia.refresh_from_db()
    assert nadia.is_active


def test_closing_a_centre_says_who_leans_on_it(as_nadia: Client, centre: Centre, ours: Member) -> None:
    url = f"{SETTINGS}centres/{centre.pk}/"
    assert "Adhérents rattachés : 1" in as_nadia.get(url).content.decode()


def sent_again(client: Client, url: str) -> dict[str, object]:
    """What the browser sends when the page is validated as it stands."""
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, "") and not hasattr(value, "url")}
    return sent | {name: f"{sent[name]:%H:%M}" for name in sent if isinstance(sent[name], time)}


def test_hours_are_read_and_typed_as_hours(as_nadia: Client, centre: Centre) -> None:
    page = as_nadia.get(f"{SETTINGS}centres/{centre.pk}/").content.decode()
    assert '<input type="time" name="receives_from" value="08:30"' in page
    assert "closed_on" not in as_nadia.get(f"{SETTINGS}centres/nouveau/").content.decode()


def test_two_who_correct_one_centre_are_told_of_each_other(
    as_nadia: Client, as_elise: Client, centre: Centre, physician: Physician
) -> None:
    for url, column in ((f"{SETTINGS}centres/{centre.pk}/", "phone"), (f"{SETTINGS}medecins/{physician.pk}/", "title")):
        first, second = sent_again(as_nadia, url), sent_again(as_elise, url)
        assert as_nadia.post(url, first | {column: "03 26 11 11 11"}).status_code == 302
        answer = as_elise.post(url, second | {column: "03 26 22 22 22"})
        assert answer.status_code == 409
        for words in ("03 26 11 11 11", "03 26 22 22 22"):
            assert words in answer.content.decode()


def test_elise_keeps_the_centres_and_nothing_else_of_the_settings(
    as_elise: Client, centre: Centre, physician: Physician
) -> None:
    page = as_elise.get(SETTINGS).content.decode()
    assert "Centre de Reims" in page
    assert "Comptes du service" not in page
    assert as_elise.get(f"{SETTINGS}medecins/{physician.pk}/").status_code == 200
    for closed in ("service/identite/", "acces/", "audit/", "textes/confidentialite/", "comptes/nouveau/"):
        assert as_elise.get(SETTINGS + closed).status_code == 403


def test_a_test_mail_is_written(as_nadia: Client, service: Service) -> None:
    as_nadia.post(f"{SETTINGS}courriel-essai/", {"recipient": "nadia@service.example"})
    assert Outbox.objects.get().recipient == "nadia@service.example"


def test_nadia_reads_who_read_and_who_changed(
    as_nadia: Client, as_sophie: Client, employee: Employee, ours: Member
) -> None:
    as_sophie.get(f"/service/adherents/10042/salaries/{employee.pk}/")
    read = as_nadia.get(f"{SETTINGS}audit/", {"q": "sophie 10042"}).content.decode()
    assert f"Salarié {employee.pk}, Girard Paul" in read
    assert "Girard Paul" not in as_nadia.get(f"{SETTINGS}audit/", {"q": "armand"}).content.decode()
    ours.correct_identity(by=User.objects.get(username="sophie"), name="Aubert et fils")
    changed = as_nadia.get(f"{SETTINGS}audit/modifications/", {"q": "sophie", "quoi": "member"}).content.decode()
    assert "Charpentes Aubert → Aubert et fils" in changed
