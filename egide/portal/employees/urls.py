"""The pages under /adherents/<n>/mes-salaries/: employees."""

from django.urls import path

from egide.portal.employees import addition, movements, papers, risks, sheet, stops, views

urlpatterns = [
    path("", views.employees, name="employees"),
    path("export/<str:kind>/", views.export, name="employee-export"),
    path("pcs/", sheet.pcs_search, name="employee-pcs"),
    path("categorie/", risks.category_preview, name="employee-category"),
    path("ajout/", addition.addition, name="employee-addition"),
    path("selection/sortie/", movements.bulk_departure, name="employee-bulk-departure"),
    path("selection/etablissement/", movements.bulk_transfer, name="employee-bulk-transfer"),
    path("<int:employee_id>/", sheet.sheet, name="employee"),
    path("<int:employee_id>/modification/", sheet.correction, name="employee-correction"),
    path("<int:employee_id>/ajout/", addition.added, name="employee-added"),
    path("<int:employee_id>/sortie/", movements.departure, name="employee-departure"),
    path("<int:employee_id>/sortie/annulation/", movements.comeback, name="employee-comeback"),
    path("<int:employee_id>/arret/", stops.stop, name="employee-stop"),
    path("arrets/<int:stop_id>/", stops.stop_correction, name="employee-stop-correction"),
    path("<int:employee_id>/piece/<slug:paper>/", papers.holding, name="employee-paper"),
]
