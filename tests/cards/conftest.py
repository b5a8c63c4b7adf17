"""A service that takes cards."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cards.hands import SECRET, TestBank


@pytest.fixture(autouse=True)
def bank(settings: Any) -> Iterator[type[TestBank]]:
    settings.CARD_PROVIDER = "tests.cards.hands.TestBank"
    settings.CARD_SECRETS = [SECRET]
    yield TestBank
    TestBank.opened, TestBank.closed, TestBank.decided, TestBank.silent = [], [], {}, False
