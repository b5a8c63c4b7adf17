"""Mouvements: taking in the employees that members added or ended."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.employees.models import Employee
from egide.ui.listing import page_of


@requires(Right.TAKE_IN)
def movements(request: ServiceRequest) -> HttpResponse:
    if request.method == "POST":
        ids = [int(word) for word in request.POST.getlist("sel")[:200] if word.isdigit()]
        chosen = list(Employee.objects.to_take_in().filter(pk__in=ids))
        with transaction.atomic():
            for employee in chosen:
                employee.take_in(by=request.user)
        messages.success(request, f"Mouvements pris en compte : {len(chosen)}.")
        return redirect("backoffice:movements")
    rows = Employee.objects.to_take_in().select_related("member").order_by("added_at", "pk")
    if words := request.GET.get("q", "")[:80]:
        rows = rows.filter(pk__in=Employee.objects.matching(words))
    return render(request, "backoffice/movements.html", {"page": page_of(request, rows)})
