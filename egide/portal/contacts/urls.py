"""/adherents/<n>/mes-contacts/"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
