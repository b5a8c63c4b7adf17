"""An invoice that is issued, or taken over, has a paper to be drawn and kept."""

from egide.common.events import react_to
from egide.common.models import Event
from egide.invoicing.models import Invoice, InvoicePaper


@react_to("invoice.issue", "invoice.take_over")
def have_the_paper_drawn(event: Event) -> None:
    invoice = Invoice.objects.only("member").get(pk=event.subject_id)
    InvoicePaper.ask_for(invoice.pk, invoice.member_id)
