"""/service/rendez-vous/"""

from django.urls import path

from egide.backoffice.appointments import attendance, views

urlpatterns = [
    path("", views.requests, name="requests"),
    path("presences/", attendance.attendance, name="attendance"),
    path("presences/<int:appointment_id>/<str:outcome>/", attendance.outcome, name="attendance-outcome"),
    path("annulations/", attendance.cancellations, name="cancellations"),
    path("annulations/<int:appointment_id>/prix/", attendance.fee, name="fee"),
    path("<int:appointment_id>/", views.request_page, name="request"),
    path("<int:appointment_id>/prise-en-charge/", views.taking_up, name="taking-up"),
    path("<int:appointment_id>/confirmation/", views.confirmation, name="confirmation"),
    path("<int:appointment_id>/defaire/", views.undoing, name="undoing"),
    path("<int:appointment_id>/precision/", views.precision, name="precision"),
    path("<int:appointment_id>/attente/", views.waiting_list, name="waiting-list"),
    path("<int:appointment_id>/refus/", views.refusal, name="refusal"),
    path("<int:appointment_id>/note/", views.note, name="note"),
    path("<int:appointment_id>/annulation/", views.service_cancellation, name="service-cancellation"),
]
