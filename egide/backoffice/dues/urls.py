"""The pages under /service/factures/ that call dues: tariffs and runs."""

from django.urls import path

from egide.backoffice.dues import runs, tariffs

urlpatterns = [
    path("tarifs/", tariffs.tariffs, name="tariffs"),
    path("tarifs/nouveau/", tariffs.new_tariff, name="tariff-new"),
    path("tarifs/<int:tariff_id>/", tariffs.tariff, name="tariff"),
    path("tarifs/<int:tariff_id>/retrait/", tariffs.withdrawal, name="tariff-withdrawal"),
    path("appels/", runs.runs, name="runs"),
    path("appels/nouveau/", runs.new_run, name="run-new"),
    path("appels/<int:run_id>/", runs.run, name="run"),
    path("appels/<int:run_id>/export/<str:kind>/", runs.export, name="run-export"),
    path("appels/<int:run_id>/emission/", runs.confirmation, name="run-confirmation"),
    path("appels/<int:run_id>/reprise/", runs.retry, name="run-retry"),
    path("appels/<int:run_id>/abandon/", runs.abandonment, name="run-abandonment"),
]
