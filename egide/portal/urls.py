"""/adherents/<n>/: the menu of the employer, the seven entries of the leaflet, and the yearly declaration."""

from django.urls import include, path

app_name = "portal"
urlpatterns = [
    path("", include("egide.portal.home.urls")),
    path("mon-entreprise/", include("egide.portal.company.urls")),
    path("mes-salaries/", include("egide.portal.employees.urls")),
    path("mes-factures/", include("egide.portal.invoices.urls")),
    path("mes-contacts/", include("egide.portal.contacts.urls")),
    path("mes-rendez-vous/", include("egide.portal.appointments.urls")),
    path("mes-documents/", include("egide.portal.documents.urls")),
    path("declaration/", include("egide.portal.declarations.urls")),
]
