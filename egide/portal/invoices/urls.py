"""/adherents/<n>/mes-factures/"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
