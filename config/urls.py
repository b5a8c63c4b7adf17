"""The doors: the doorstep, the employer's space, the service's."""

from django.urls import include, path

handler400 = "egide.ui.errors.bad_request"
handler403 = "egide.ui.errors.forbidden"
handler404 = "egide.ui.errors.not_found"
handler500 = "egide.ui.errors.server_error"

urlpatterns = [
    path("", include("egide.entrance.urls")),
    path("adherents/<int:member_number>/", include("egide.portal.urls", namespace="portal")),
    path("service/", include("egide.backoffice.urls", namespace="backoffice")),
]
