"""/adherents/<n>/mes-salaries/"""

from django.urls import path

from egide.portal.employees import actions, sheet, views

urlpatterns = [
    path("", views.employees, name="employees"),
    path("export/<str:kind>/", views.export, name="employee-export"),
    path("pcs/", sheet.pcs_search, name="employee-pcs"),
    path("ajout/", sheet.addition, name="employee-addition"),
    path("selection/sortie/", actions.bulk_departure, name="employee-bulk-departure"),
    path("selection/etablissement/", actions.bulk_transfer, name="employee-bulk-transfer"),
    path("<int:employee_id>/", sheet.sheet, name="employee"),
    path("<int:employee_id>/categorie/", sheet.category_preview, name="employee-category"),
    path("<int:employee_id>/modification/", sheet.correction, name="employee-correction"),
    path("<int:employee_id>/determinants/", sheet.risks, name="employee-risks"),
    path("<int:employee_id>/sortie/", actions.departure, name="employee-departure"),
    path("<int:employee_id>/retour/", actions.comeback, name="employee-comeback"),
]
