"""The pages under /adherents/<n>/mes-contacts/: contacts."""

from django.urls import path

from egide.portal.contacts import views

urlpatterns = [
    path("", views.contacts, name="contacts"),
    path("plan/", views.centre_plan, name="centre-plan"),
    path("affichage/", views.mandatory_display, name="mandatory-display"),
]
