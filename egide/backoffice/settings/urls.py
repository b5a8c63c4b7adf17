"""/service/parametres/"""

from django.urls import path

from egide.backoffice.settings import staff, views

urlpatterns = [
    path("", views.settings, name="settings"),
    path("service/", views.service, name="service"),
    path("centres/nouveau/", views.centre, name="centre-new"),
    path("centres/<int:centre_id>/", views.centre, name="centre"),
    path("medecins/nouveau/", views.physician, name="physician-new"),
    path("medecins/<int:physician_id>/", views.physician, name="physician"),
    path("comptes/nouveau/", staff.new_account, name="staff-new"),
    path("comptes/<int:user_id>/role/", staff.role, name="staff-role"),
    path("comptes/<int:user_id>/blocage/", staff.blocking, name="staff-blocking"),
]
