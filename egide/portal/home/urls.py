"""The pages under /adherents/<n>/: the home page."""

from django.urls import path

from egide.portal.home import views

urlpatterns = [path("", views.home, name="home")]
