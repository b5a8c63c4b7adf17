"""What is issued while the service deposits its papers waits for the platform, from the same transaction on."""

from egide.centres.models import Service
from egide.common.events import react_to
from egide.common.models import Event
from egide.invoicing.models import Invoice
from egide.platform.models import PlatformDeposit


@react_to("invoice.issue")
def prepare_the_deposit(event: Event) -> None:
    """Invoices and credit notes alike; what was taken over from the former software is not issued by us."""
    first = Service.current().platform_from
    invoice = Invoice.objects.get(pk=event.subject_id)
    if first and invoice.issued_on and invoice.issued_on >= first:
        PlatformDeposit(member_id=invoice.member_id, invoice=invoice).prepare(by=None)
