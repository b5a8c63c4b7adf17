"""/service/mouvements/"""

from django.urls import path

from egide.backoffice.movements import views

urlpatterns = [path("", views.movements, name="movements")]
