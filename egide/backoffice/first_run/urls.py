"""The pages under /service/mise-en-route/: the first steps of a new service."""

from django.urls import path

from egide.backoffice.first_run import views

urlpatterns = [
    path("", views.identity, name="first-run"),
    path("centres/", views.centres, name="first-run-centres"),
    path("medecins/", views.physicians, name="first-run-physicians"),
]
