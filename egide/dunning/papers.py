"""The letter of a reminder as PDF, for whoever reads no mail: from its own copy alone."""

from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.typesetting import render
from egide.dunning.models import DunningLetter
from egide.invoicing.models.parties import party_name


def letter_pdf(letter: DunningLetter) -> bytes:
    """The same paper whenever it is drawn; one from before the whole head was kept has the rest of it as it stands."""
    content = letter.content
    client = content["member"]
    on = letter.sent_on
    data = {
        "head": head_of(Service.current()) | content["service"],
        "day": [on.year, on.month, on.day],
        "title": letter.title,
        "client": {
            "name": party_name(client),
            "lines": client["address"],
        },
        "number": str(client["number"]),
        "sent_on": f"{on:%d/%m/%Y}",
        **{name: content[name] for name in ("text", "lines", "total", "fees", "penalty", "pay", "contact")},
    }
    return render("dunning", data)


def file_name(letter: DunningLetter) -> str:
    """« relance-10042-2026-11-26.pdf »."""
    return f"relance-{letter.content['member']['number']}-{letter.sent_on}.pdf"
