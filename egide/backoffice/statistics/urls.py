"""The pages under /service/statistiques/: what is measured of the appointments, and the same as a file."""

from django.urls import path

from egide.backoffice.statistics import views

urlpatterns = [
    path("", views.statistics, name="statistics"),
    path("export/<str:kind>/", views.export, name="statistics-export"),
]
