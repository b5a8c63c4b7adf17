"""Declarations as the service follows them and as members see them: begun or not, late, still to attest."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from egide.members.models import Member

if TYPE_CHECKING:
    from egide.declarations.models import Declaration, DeclarationCampaign  # noqa: F401

AT_A_TIME = 1000


def _late(today: date) -> Q:
    return ~Q(state="filed") & Q(latest__lt=today)


def standing(today: date) -> dict[str, Q]:
    """The conditions by the word of the address; they ask for `with_latest`."""
    return {
        "a-commencer": Q(state="to_do"),
        "en-cours": Q(state="draft"),
        "attestees": Q(state="filed"),
        "a-corriger": Q(state="reopened"),
        "en-retard": _late(today),
    }


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    def filed(self) -> "DeclarationQuerySet":
        return self.filter(state="filed")

    def unfiled(self) -> "DeclarationQuerySet":
        return self.exclude(state="filed")

    def of_present_members(self, today: date) -> "DeclarationQuerySet":
        return self.filter(Q(member__struck_off_on=None) | Q(member__struck_off_on__gt=today))

    def with_latest(self) -> "DeclarationQuerySet":
        """With `latest`: the day after which it is late."""
        return self.annotate(latest=Coalesce("extended_to", "campaign__closes_on"))

    def shown_on(self, today: date) -> "DeclarationQuerySet":
        """Those of the campaigns that are open, and those whose time was extended."""
        of_open = Q(campaign__state="open", campaign__opens_on__lte=today)
        return self.filter(of_open | Q(extended_to__gte=today))

    def in_words(self) -> "DeclarationQuerySet":
        """With `words`, the state and the steps done (« draft contacts risks »), and `latest_text`, an ISO date: what a
        page that reads many things in one query takes of a declaration."""
        steps: Any = self.model._meta.get_field("steps").related_model
        done = [
            Case(
                When(
                    Exists(steps.objects.filter(declaration=OuterRef("pk"), step=step, done_at__isnull=False)),
                    then=Value(f" {step}"),
                ),
                default=Value(""),
            )
            for step in ("contacts", "workforce", "risks", "summary")
        ]
        return self.with_latest().annotate(
            words=Concat("state", *done, output_field=CharField()),
            latest_text=Cast("latest", output_field=CharField()),
        )

    def progress(self) -> dict[str, int]:
        """How many there are, are attested, and are begun without being so."""
        begun = Q(state__in=["draft", "reopened"])
        counted = {"filed": Count("pk", filter=Q(state="filed")), "under_way": Count("pk", filter=begun)}
        found: dict[str, int] = self.order_by().aggregate(members=Count("pk"), **counted)
        return found

    def enlist(self, campaign: "DeclarationCampaign") -> int:
        """One row for each member of the day; those that have theirs are passed over. How many were added."""
        joined = Member.objects.filter(joined_on__lte=campaign.closes_on)
        present = joined.filter(Q(struck_off_on=None) | Q(struck_off_on__gt=campaign.opens_on))
        known = self.model.objects.filter(campaign=campaign).values("member")
        rows = [self.model(campaign=campaign, member=one) for one in present.exclude(pk__in=known).order_by("pk")]
        self.model.objects.bulk_create(rows, AT_A_TIME, ignore_conflicts=True)
        return len(rows)
