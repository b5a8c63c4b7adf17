"""/adherents/<n>/mes-rendez-vous/"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
