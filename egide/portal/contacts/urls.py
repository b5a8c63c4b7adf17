"""/adherents/<n>/mes-contacts/"""

from django.urls import path

from egide.portal.contacts import views

urlpatterns = [
    path("", views.contacts, name="contacts"),
    path("affichage/", views.mandatory_display, name="mandatory-display"),
]
