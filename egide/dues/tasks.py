"""What the worker does for dues: woken by accounting, and each minute for what a dead worker has left."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from egide.common.leasing import BREATH
from egide.dues.models import DuesRun
from egide.dues.runs import carry_on, count


@db_task()
def work_at(run_id: int) -> None:
    """Woken by whoever has just opened or confirmed a run; after a while the others have their turn."""
    run = DuesRun.objects.get(pk=run_id)
    _work(run)
    run.refresh_from_db()
    if run.state == DuesRun.State.CONFIRMED and run.calls.waiting().exists():
        work_at(run_id)


@db_periodic_task(crontab())
def take_runs_up() -> None:
    """The runs left half-way: counted or issued from where they stand."""
    for run in DuesRun.objects.filter(state__in=(DuesRun.State.COUNTING, DuesRun.State.CONFIRMED)).order_by("pk"):
        _work(run)


def _work(run: DuesRun) -> None:
    if run.state == DuesRun.State.COUNTING:
        count(run)
    elif run.state == DuesRun.State.CONFIRMED:
        carry_on(run, breath=BREATH)
