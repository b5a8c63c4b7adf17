"""The doors of the demo: those of the product, and the bank for trying, which no other installation has."""

from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*product, path("banque-essai/", include("egide.demo.card_bank.urls"))]
