"""/service/: the menu of the service."""

from django.urls import include, path

from egide.backoffice import alerts, mails
from egide.backoffice.worklist import views as worklist

app_name = "backoffice"
urlpatterns = [
    path("", worklist.home, name="home"),
    path("rendez-vous/", include("egide.backoffice.appointments.urls")),
    path("planning/", include("egide.backoffice.planning.urls")),
    path("statistiques/", include("egide.backoffice.statistics.urls")),
    path("mouvements/", include("egide.backoffice.movements.urls")),
    path("adherents/declarations/", include("egide.backoffice.declarations.urls")),
    path("adherents/", include("egide.backoffice.members.urls")),
    path("factures/", include("egide.backoffice.dues.urls")),
    path("factures/prelevements/", include("egide.backoffice.debits.urls")),
    path("factures/cartes/", include("egide.backoffice.cards.urls")),
    path("factures/relances/", include("egide.backoffice.dunning.urls")),
    path("factures/", include("egide.backoffice.banking.urls")),
    path("factures/", include("egide.backoffice.platform.urls")),
    path("factures/", include("egide.backoffice.invoicing.urls")),
    path("documents/", include("egide.backoffice.library.urls")),
    path("parametres/", include("egide.backoffice.settings.urls")),
    path("mise-en-route/", include("egide.backoffice.first_run.urls")),
    path("alertes/", alerts.alerts, name="alerts"),
    path("alertes/<int:alert_id>/vue/", alerts.acknowledgement, name="alert-acknowledgement"),
    path("courriels/", mails.mails, name="mails"),
    path("courriels/<int:mail_id>/", mails.mail, name="mail"),
]
