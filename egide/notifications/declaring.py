"""What the mails say of the yearly declaration: what is asked, until when, and the page where it is done."""

from egide.declarations.models import Declaration, DeclarationReminder, DeclarationStep
from egide.declarations.models.reminder import ReminderLevel
from egide.notifications.texts import Mail, to_member

SUBJECTS = {
    "file": "Déclaration attestée",
    "correct": "Déclaration corrigée par le service",
    "reopen": "Déclaration à corriger",
    "extend": "Délai prolongé pour votre déclaration",
}


def entrusted(step: DeclarationStep) -> Mail:
    """To the one person who is asked, whoever else may do it."""
    declaration = step.declaration
    who = str(step.entrusted_by or "Votre entreprise")
    body = (
        f"{who} vous confie l’étape « {step.get_step_display()} » de la déclaration annuelle "
        f"{declaration.campaign.year} de {step.member}.\n"
        f"À attester au plus tard le {declaration.latest_day:%d/%m/%Y}. La page dit ce qui manque :"
    )
    return f"Une étape vous est confiée : {step.get_step_display()}", to_member(step.member, body, _page(declaration))


def reminded(reminder: DeclarationReminder) -> Mail:
    """At the opening what it is; later until when, or since when it is late."""
    declaration = reminder.declaration
    campaign, latest = declaration.campaign, declaration.latest_day
    if reminder.level == ReminderLevel.OPENING:
        told = f"\n\n{campaign.text}" if campaign.text else ""
        body = (
            f"La déclaration annuelle {campaign.year} est ouverte, jusqu’au {latest:%d/%m/%Y}.\n"
            f"Elle est déjà préparée d’après Mes salariés, au {campaign.counted_on:%d/%m/%Y} : relisez, corrigez, "
            f"attestez.{told}\n\nElle est ici :"
        )
        return f"Déclaration annuelle {campaign.year} : elle est ouverte", to_member(
            reminder.member, body, _page(declaration)
        )
    late = declaration.latest_day < reminder.day
    when = f"était attendue le {latest:%d/%m/%Y}" if late else f"est attendue au plus tard le {latest:%d/%m/%Y}"
    body = f"Votre déclaration annuelle {campaign.year} {when} et n’est pas encore attestée.\nCe qui reste est ici :"
    return f"Rappel : déclaration annuelle {campaign.year}", to_member(reminder.member, body, _page(declaration))


def answered(declaration: Declaration, verb: str) -> Mail:
    """What has just become of it, with the reason that the service gave."""
    year, last = declaration.campaign.year, declaration.filings.first()
    bodies = {
        "file": f"Votre déclaration annuelle {year} est attestée par {last.attested_by if last else ''}, sous la "
        f"référence {last.reference if last else ''}. Son récépissé est ici :",
        "correct": f"Le service a corrigé votre déclaration annuelle {year}.\n"
        f"Motif : {last.because if last else ''}\nLe nouveau récépissé est ici :",
        "reopen": f"Le service a rouvert votre déclaration annuelle {year}.\n"
        f"Motif : {declaration.reopened_because}\nCorrigez dans Mes salariés, puis attestez de nouveau :",
        "extend": f"Vous avez jusqu’au {declaration.latest_day:%d/%m/%Y} pour attester votre déclaration annuelle "
        f"{year}.\nMotif : {declaration.extended_because}\nElle est ici :",
    }
    return f"{SUBJECTS[verb]} : année {year}", to_member(declaration.member, bodies[verb], _page(declaration))


def _page(declaration: Declaration) -> str:
    return f"declaration/{declaration.pk}/"
