"""/adherents/<n>/mon-entreprise/"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
