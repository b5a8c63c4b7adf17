"""/adherents/<n>/mes-salaries/"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
