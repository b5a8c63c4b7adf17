"""Every view of the espace service says which right opens it; a view that says nothing is closed."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.db.models import TextChoices
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from egide.accounts.models import StaffRole, User
from egide.common.errors import Closed
from egide.common.htmx import HtmxRequest

View: TypeAlias = Callable[..., HttpResponseBase]


class Right(TextChoices):
    """What a page of the espace service asks for. A page names exactly one."""

    ENTER = "enter", "Entrer dans l’espace service"
    READ_MEMBERS = "members.read", "Consulter les adhérents"
    EDIT_MEMBERS = "members.edit", "Modifier les adhérents"
    READ_EMPLOYEES = "employees.read", "Consulter les salariés"
    READ_APPOINTMENTS = "appointments.read", "Consulter les rendez-vous"
    ANSWER_CHANGES = "changes.answer", "Répondre aux demandes de modification"
    PLAN = "appointments.plan", "Traiter les demandes de rendez-vous"
    TAKE_IN = "movements.take_in", "Prendre en compte les mouvements"
    DECIDE_FEES = "fees.decide", "Décider du prix d’une annulation"
    MANAGE_USERS = "users.manage", "Gérer les utilisateurs et imprimer leurs courriers"
    MANAGE_MANDATES = "mandates.manage", "Gérer les mandats"
    PUBLISH = "documents.publish", "Publier des documents"
    READ_DEPOSITS = "deposits.read", "Lire les dépôts"
    READ_INVOICES = "invoices.read", "Consulter les factures"
    BILL = "invoices.bill", "Facturer et enregistrer les règlements"
    MANAGE_DECLARATIONS = "declarations.manage", "Suivre et corriger les déclarations annuelles"
    READ_MAILS = "mails.read", "Lire les courriels"
    MANAGE_STAFF = "staff.manage", "Gérer les comptes du service"
    MANAGE_PLACES = "places.manage", "Gérer les centres et les professionnels"
    CONFIGURE = "service.configure", "Paramétrer le service"
    AUDIT = "audit.read", "Lire qui a consulté ou modifié quoi"


READING = frozenset({Right.ENTER, Right.READ_MEMBERS, Right.READ_APPOINTMENTS})
ASSISTANT = READING | {Right.READ_EMPLOYEES, Right.PLAN, Right.TAKE_IN, Right.READ_DEPOSITS}
RELATIONS = READING | {
    Right.READ_INVOICES,
    Right.READ_EMPLOYEES,
    Right.EDIT_MEMBERS,
    Right.ANSWER_CHANGES,
    Right.TAKE_IN,
    Right.MANAGE_USERS,
    Right.MANAGE_MANDATES,
    Right.PUBLISH,
    Right.READ_DEPOSITS,
    Right.READ_MAILS,
    Right.MANAGE_PLACES,
    Right.MANAGE_DECLARATIONS,
}
OF_ROLE: dict[str, frozenset[Right]] = {
    StaffRole.ASSISTANT: ASSISTANT,
    StaffRole.ACCOUNTING: READING | {Right.READ_INVOICES, Right.BILL, Right.DECIDE_FEES, Right.MANAGE_DECLARATIONS},
    StaffRole.RELATIONS: RELATIONS,
    StaffRole.ADMINISTRATOR: frozenset(Right),
}


class ServiceRequest(HtmxRequest):
    """A person of the service, whose right to be here was checked."""

    user: User


CLOSED = "Cette page ne vous est pas ouverte"
OWN_ROLE = "Votre rôle ne donne pas ce droit. Un administrateur du service peut le changer dans Administration."
NOT_OURS = "Cette page est celle des équipes du service de santé au travail. Les vôtres sont à l’accueil."


def rights_of(user: User) -> frozenset[Right]:
    return OF_ROLE.get(user.staff_role, frozenset())


def requires(right: Right) -> Callable[[View], View]:
    def mark(view: View) -> View:
        vars(view)["right"] = right
        return view

    return mark


class RightsMiddleware(MiddlewareMixin):
    def process_view(self, request: ServiceRequest, view: View, args: Any, kwargs: dict[str, Any]) -> None:
        if "backoffice" not in request.resolver_match.namespaces or not request.user.is_authenticated:
            return
        if getattr(view, "right", None) not in rights_of(request.user):
            raise Closed(CLOSED, OWN_ROLE if request.user.works_for_the_service else NOT_OURS)
