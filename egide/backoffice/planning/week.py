"""The week beside the queue: a request goes onto a slot, a planned visit onto another one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django_htmx.http import replace_url

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.appointments.models import Appointment
from egide.backoffice.appointments.answering import ANSWERS, AnswerForm
from egide.backoffice.appointments.overtaken import told_by_somebody_else
from egide.backoffice.appointments.sheet import one
from egide.backoffice.planning.board import Board
from egide.backoffice.planning.drawing import context_of
from egide.backoffice.planning.placing import PlacingForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.french import in_words
from egide.common.workflow import opened_on
from egide.ui.listing import tidy_address
from egide.ui.refusals import attempt

PAGE = "backoffice/planning/week.html"
CHOICE = "backoffice/planning/week_choice.html"
# what htmx replaces, by its identifier in the page
QUEUE = {"lignes": "backoffice/planning/week_queue.html#rows", "file": "backoffice/planning/week_queue.html"}


@requires(Right.PLAN)
def week(request: ServiceRequest) -> HttpResponse:
    """With htmx, only what it replaces: the board, what is chosen with its week, the queue or its rows."""
    board = Board(request)
    if template := QUEUE.get(request.htmx.target or ""):
        return _shown(request, template, {**board.desk.context(), "appointment": board.visit})
    if board.visit:
        _log_reading(request, board.visit)
    return _shown(request, _page(request), _context(board))


@requires(Right.PLAN)
def placing(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    """Onto the slot posted; the next request opens at once. Whoever is late is told, and stays where they were."""
    board, request_ = Board(request), one(appointment_id)
    if request.method != "POST":
        return redirect(board.desk.url_of(request_.pk))
    if told := told_by_somebody_else(request, request_):
        messages.warning(request, told)
        return redirect(board.desk.next_url(board.desk.after(request_.pk), request_))
    form = PlacingForm(request.POST, appointment=request_)
    if form.is_valid():
        following = board.desk.after(request_.pk)
        opened_on(request_, form.cleaned_data["version"])
        if attempt(form, lambda: request_.confirm(by=request.user, **form.plan)):
            return redirect(board.desk.next_url(following, request_))
    return _stays(request, board, request_, form)


@requires(Right.PLAN)
def moving(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    """Asked first, then done: the company is told at once."""
    board, visit = Board(request), one(appointment_id)
    board.choose(visit)
    if request.method != "POST":
        return redirect(board.url(rdv=visit.pk, demande=None))
    form = PlacingForm(request.POST, appointment=visit)
    if form.is_valid() and "sure" in request.POST:
        opened_on(visit, form.cleaned_data["version"])
        if attempt(form, lambda: visit.move(by=request.user, **form.plan)):
            said = f"{visit.employee} : déplacé, {in_words(visit.planned_start)}. {board.told_of_a_move}"
            messages.success(request, said)
            return redirect(board.url(rdv=None, **board.here))
    return _stays(request, board, visit, form)


def _stays(request: ServiceRequest, board: Board, visit: Appointment, form: PlacingForm) -> HttpResponse:
    """On the same days with the same choice: to be told what hinders it, or to say « quand même »."""
    if form.errors and not form.cautions:
        messages.error(request, form.problem)
        return _refused(redirect(board.url(**_choice(visit))))
    board.choose(visit)
    return _shown(request, _page(request), _context(board) | {"placed": form, "slot": request.POST.get("creneau", "")})


def _log_reading(request: ServiceRequest, visit: Appointment) -> None:
    """One line a request: looking at other days for the same one is not reading it again."""
    subject = f"demande de rendez-vous {visit.pk}"
    last = AccessLog.objects.filter(user=request.user.pk, kind=AccessLog.Kind.SHEET).order_by("-at", "-pk").first()
    if last is None or last.subject != subject:
        log_access(request, AccessLog.Kind.SHEET, subject)


def _page(request: ServiceRequest) -> str:
    if request.htmx.target == "choix":
        return CHOICE
    return f"{PAGE}#board" if request.htmx else PAGE


def _refused(response: HttpResponse) -> HttpResponse:
    """The form may be sent again (`egide/common/submissions.py`)."""
    vars(response)["refused"] = True
    return response


def _choice(visit: Appointment) -> dict[str, Any]:
    return {"demande": visit.pk, "rdv": None} if visit.is_open else {"rdv": visit.pk, "demande": None}


def _context(board: Board) -> dict[str, Any]:
    context = context_of(board)
    if board.visit and board.asks:
        context["answers"] = [AnswerForm(None, kind=kind, appointment=board.visit) for kind in ANSWERS.values()]
    return context


def _shown(request: ServiceRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    if request.htmx:  # a question that was posted has no address of its own
        return replace_url(response, tidy_address(request) if request.method == "GET" else False)
    return response
