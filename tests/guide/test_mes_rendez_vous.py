"""« MES RENDEZ-VOUS »"""

from datetime import date, timedelta

from django.test import Client

from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories

LIST = "/adherents/10042/mes-rendez-vous/"


def test_only_validated_appointments_are_shown(as_martine: Client, employee: Employee, physician: Physician) -> None:
    """« Retrouvez un aperçu de tous vos rendez-vous « officiels », et validés par le service. »"""
    request = factories.a_request(employee)
    assert "Girard Paul" not in as_martine.get(LIST).content.decode()
    request.take_up(by=None)
    request.confirm(by=None, starts_at=factories.in_days(8), minutes=30, centre=physician.centre, physician=physician)
    assert "Girard Paul" in as_martine.get(LIST).content.decode()


def test_martine_asks_and_sophie_validates(
    as_martine: Client, as_sophie: Client, employee: Employee, physician: Physician, ours: Member
) -> None:
    """« demander un rendez-vous à l'assistante médicale qui le validera ou non »"""
    as_martine.post(f"{LIST}demande/", {"employees": [employee.pk], "kind": "attendue", "reason": "periodic"})
    request = ours.appointments.get()
    day = date.today() + timedelta(days=9)
    plan = {
        "moment": "autre",
        "day": day.isoformat(),
        "hour": "10:00",
        "anyway": "on",
        "minutes": 30,
        "centre": physician.centre_id,
        "physician": physician.pk,
    }
    as_sophie.post(f"/service/rendez-vous/{request.pk}/confirmation/", plan)
    request.refresh_from_db()
    assert request.state == Appointment.State.CONFIRMED


def test_sophie_refuses_with_a_reason_that_martine_reads(
    as_martine: Client, as_sophie: Client, employee: Employee
) -> None:
    """« qui le validera ou non »"""
    request = factories.a_request(employee)
    as_sophie.post(f"/service/rendez-vous/{request.pk}/refus/", {"answer": "Visite déjà faite en mars"})
    assert "Visite déjà faite en mars" in as_martine.get(f"{LIST}?onglet=demandes").content.decode()


def test_martine_cancels_under_the_usual_conditions(
    as_martine: Client, employee: Employee, physician: Physician
) -> None:
    """« en cas d'indisponibilité, demandez l'annulation de votre rendez-vous (Voir conditions habituelles) »"""
    appointment = factories.a_confirmed(employee, physician)
    assert "Conditions habituelles" in as_martine.get(f"{LIST}{appointment.pk}/annulation/").content.decode()
    as_martine.post(f"{LIST}{appointment.pk}/annulation/", {"reason": "chantier"})
    appointment.refresh_from_db()
    assert appointment.state == Appointment.State.CANCELLED_BY_EMPLOYER


def test_the_convocation_is_a_pdf(as_martine: Client, employee: Employee, physician: Physician) -> None:
    """« téléchargez et imprimez les convocations de chacun de vos rendez-vous confirmés »"""
    appointment = factories.a_confirmed(employee, physician)
    for path in (f"{appointment.pk}/convocation/", "convocations/"):
        assert as_martine.get(LIST + path).content.startswith(b"%PDF")


def test_visits_of_the_worker_alone_are_never_seen(as_martine: Client, employee: Employee, ours: Member) -> None:
    secret = Appointment(
        member=ours, employee=employee, kind="demande_travailleur", reason="other", comment="CANARI-MED"
    )
    secret.save()
    for path in ("", "?onglet=demandes", "?onglet=passes"):
        assert "Girard Paul" not in as_martine.get(LIST + path).content.decode()
    for path in ("recu/", "retrait/", "convocation/", "agenda.ics", "annulation/", "precision/"):
        assert as_martine.get(f"{LIST}{secret.pk}/{path}").status_code == 404
