"""Each step as the page shows it: done by whom and when, handed over to whom, and what is still missing."""

from dataclasses import dataclass

from django.http import Http404

from egide.declarations.models import Declaration, DeclarationStep, Step
from egide.declarations.preparing import Preparation
from egide.members.models import Address, Contact, Member

# word of the address → what it names
STEPS = {
    "coordonnees": Step.CONTACTS,
    "effectif": Step.WORKFORCE,
    "expositions": Step.RISKS,
    "recapitulatif": Step.SUMMARY,
    "attestation": Step.ATTESTATION,
}
WORDS = {step: word for word, step in STEPS.items()}


@dataclass(frozen=True)
class StepLine:
    """`number` from 1 to 5; `missing` in words, empty when there is nothing to complete."""

    number: int
    word: str
    step: Step
    row: DeclarationStep
    missing: list[str]

    @property
    def label(self) -> str:
        return str(self.step.label)

    @property
    def is_done(self) -> bool:
        return self.row.done_at is not None


def step_named(word: str) -> Step:
    """The step of this word; the attestation has a page of its own."""
    step = STEPS.get(word)
    if step is None or step == Step.ATTESTATION:
        raise Http404
    return step


def steps_of(declaration: Declaration, preparation: Preparation, member: Member) -> list[StepLine]:
    missing = {
        Step.CONTACTS: _contacts_missing(declaration, member),
        Step.WORKFORCE: _counted(len(preparation.incomplete), "fiche à compléter", "fiches à compléter"),
        Step.RISKS: _counted(
            len(preparation.unknown_risks),
            "salarié aux risques inconnus",
            "salariés aux risques inconnus",
        ),
        Step.ATTESTATION: [str(step.label).lower() for step in declaration.steps_to_do()],
    }
    return [
        StepLine(number, word, step, declaration.step(step), missing.get(step, []))
        for number, (word, step) in enumerate(STEPS.items(), start=1)
    ]


def _contacts_missing(declaration: Declaration, member: Member) -> list[str]:
    kinds = {row.kind for row in member.addresses.all()}
    functions = {row.function for row in member.contacts.all()}
    wanted = {
        "l’adresse de facturation ou du siège": bool(kinds & {Address.Kind.BILLING, Address.Kind.HEAD_OFFICE}),
        "un contact pour les factures": bool(functions & {Contact.Function.BILLING, Contact.Function.MANAGER}),
        "qui appeler au sujet de la déclaration": bool(declaration.correspondent),
    }
    return [words for words, there in wanted.items() if not there]


def _counted(many: int, one: str, several: str) -> list[str]:
    return [f"{many} {one if many == 1 else several}"] if many else []
