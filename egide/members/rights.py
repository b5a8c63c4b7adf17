"""What a person may do in the portal: by the role of their access, or by the scopes of a mandate."""

from collections.abc import Iterable

from django.db.models import TextChoices


class Right(TextChoices):
    """What a page of the portal asks for. A page names exactly one."""

    HOME = "home", "Voir l’accueil"
    READ_COMPANY = "company.read", "Voir Mon entreprise"
    EDIT_COMPANY = "company.edit", "Modifier Mon entreprise"
    EDIT_CONTACTS = "company.contacts", "Modifier les contacts"
    EDIT_BILLING = "company.billing", "Modifier le bloc de facturation"
    READ_EMPLOYEES = "employees.read", "Voir Mes salariés"
    EXPORT_EMPLOYEES = "employees.export", "Exporter Mes salariés"
    EDIT_EMPLOYEES = "employees.edit", "Ajouter, modifier et sortir un salarié"
    READ_RISKS = "risks.read", "Voir les déterminants"
    EDIT_RISKS = "risks.edit", "Renseigner les déterminants"
    READ_INVOICES = "invoices.read", "Voir Mes factures"
    PAY = "invoices.pay", "Régler les factures et autoriser un prélèvement"
    READ_CONTACTS = "contacts.read", "Voir Mes contacts"
    READ_APPOINTMENTS = "appointments.read", "Voir Mes rendez-vous"
    EDIT_APPOINTMENTS = "appointments.edit", "Demander et annuler un rendez-vous"
    READ_DOCUMENTS = "documents.read", "Voir Mes documents"
    DEPOSIT_DOCUMENTS = "documents.deposit", "Déposer un document"
    READ_DECLARATION = "declaration.read", "Voir la déclaration annuelle"
    EDIT_DECLARATION = "declaration.edit", "Préparer la déclaration annuelle"
    ATTEST_DECLARATION = "declaration.attest", "Attester la déclaration annuelle"
    MANAGE_ACCESS = "access.manage", "Gérer les utilisateurs et les mandats"


class Role(TextChoices):
    """The role of a user in a member company."""

    ADMINISTRATOR = "administrator", "Administrateur"
    HUMAN_RESOURCES = "human_resources", "Ressources humaines"
    BILLING = "billing", "Facturation"
    READER = "reader", "Lecture"


class Scope(TextChoices):
    """What a mandate opens to an accounting firm."""

    EMPLOYEES = "effectifs", "Effectifs"
    RISKS = "determinants", "Déterminants"
    APPOINTMENTS = "rendez-vous", "Rendez-vous"
    INVOICES = "factures", "Factures"
    DOCUMENTS = "documents", "Documents"
    DECLARATION = "declaration", "Déclaration annuelle"


EVERYBODY = frozenset({Right.HOME, Right.READ_CONTACTS})
READING = EVERYBODY | {
    Right.READ_COMPANY,
    Right.READ_EMPLOYEES,
    Right.READ_RISKS,
    Right.READ_APPOINTMENTS,
    Right.READ_DOCUMENTS,
    Right.READ_DECLARATION,
}
HUMAN_RESOURCES = READING | {
    Right.EDIT_CONTACTS,
    Right.EXPORT_EMPLOYEES,
    Right.EDIT_EMPLOYEES,
    Right.EDIT_RISKS,
    Right.EDIT_APPOINTMENTS,
    Right.DEPOSIT_DOCUMENTS,
    Right.EDIT_DECLARATION,
    Right.ATTEST_DECLARATION,
}
BILLING = EVERYBODY | {
    Right.READ_COMPANY,
    Right.EDIT_BILLING,
    Right.READ_INVOICES,
    Right.PAY,
    Right.READ_DOCUMENTS,
    Right.READ_DECLARATION,
    Right.EDIT_DECLARATION,
}
OF_ROLE: dict[str, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(Right),
    Role.HUMAN_RESOURCES: HUMAN_RESOURCES,
    Role.BILLING: BILLING,
    Role.READER: READING,
}
OF_SCOPE: dict[str, frozenset[Right]] = {
    Scope.EMPLOYEES: frozenset({Right.READ_EMPLOYEES, Right.EDIT_EMPLOYEES, Right.EXPORT_EMPLOYEES}),
    Scope.RISKS: frozenset({Right.READ_RISKS, Right.EDIT_RISKS}),
    Scope.APPOINTMENTS: frozenset({Right.READ_APPOINTMENTS, Right.EDIT_APPOINTMENTS}),
    Scope.INVOICES: frozenset({Right.READ_INVOICES}),
    Scope.DOCUMENTS: frozenset({Right.READ_DOCUMENTS, Right.DEPOSIT_DOCUMENTS}),
    Scope.DECLARATION: frozenset({Right.READ_DECLARATION, Right.EDIT_DECLARATION, Right.ATTEST_DECLARATION}),
}
# A member struck off reads its invoices and documents for a year, and changes nothing (product, section 7).
OF_A_STRUCK_OFF_MEMBER = frozenset({Right.HOME, Right.READ_INVOICES, Right.READ_CONTACTS, Right.READ_DOCUMENTS})


def of_scopes(scopes: Iterable[str]) -> frozenset[Right]:
    """The rights of a firm: everybody's, the company in reading, and what each scope opens."""
    granted = EVERYBODY | {Right.READ_COMPANY}
    for scope in scopes:
        granted |= OF_SCOPE.get(scope, frozenset())
    return granted
