"""/adherents/<n>/mes-documents/"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
