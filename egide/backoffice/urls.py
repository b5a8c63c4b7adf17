"""/service/: the menu of the service."""

from django.urls import path

from egide.backoffice import worklist

app_name = "backoffice"
urlpatterns = [path("", worklist.home, name="home")]
