"""The pages under /adherents/<n>/declaration/: the yearly declaration, step by step."""

from django.urls import path

from egide.portal.declarations import attesting, hands, papers, steps, views

urlpatterns = [
    path("", views.declarations, name="declarations"),
    path("<int:declaration_id>/", views.declaration, name="declaration"),
    path("<int:declaration_id>/attestation/", attesting.attestation, name="declaration-attestation"),
    path("<int:declaration_id>/copies/<int:filing_id>/", papers.copy, name="declaration-copy"),
    path("<int:declaration_id>/copies/<int:filing_id>/recepisse/", papers.receipt, name="declaration-receipt"),
    path("<int:declaration_id>/<slug:step>/", steps.step, name="declaration-step"),
    path("<int:declaration_id>/<slug:step>/confier/", hands.handover, name="declaration-handover"),
]
