"""The pages under /service/mouvements/: employees added or gone."""

from django.urls import path

from egide.backoffice.movements import views

urlpatterns = [path("", views.movements, name="movements")]
