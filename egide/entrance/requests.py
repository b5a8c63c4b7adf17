"""A request of somebody who has signed in, as the views of the doorstep receive it."""

from egide.accounts.models import User
from egide.common.htmx import HtmxRequest


class PersonRequest(HtmxRequest):
    user: User
