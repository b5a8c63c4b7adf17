"""No state is told by a bare word in the espace service: colour, icon and word go together."""

import pytest

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.backoffice.templatetags.standing import standing
from egide.library.models import Deposit
from egide.members.models import ChangeRequest

ROWS = [
    *(Appointment(state=state) for state in State),
    *(ChangeRequest(state=state) for state in ChangeRequest.State),
    *(Deposit(state=state) for state in Deposit.State),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{type(row).__name__}-{row.state}")
def test_every_state_has_its_mark_and_its_word(row: Appointment | ChangeRequest | Deposit) -> None:
    mark = standing(row)
    assert "<svg" in mark
    assert row.get_state_display() in mark
