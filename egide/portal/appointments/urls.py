"""/adherents/<n>/mes-rendez-vous/"""

from django.urls import path

from egide.portal.appointments import papers, views

urlpatterns = [
    path("", views.appointments, name="appointments"),
    path("demande/", views.request_form, name="appointment-request"),
    path("convocations/", papers.all_notices, name="appointment-notices"),
    path("<int:appointment_id>/precision/", views.precision, name="appointment-precision"),
    path("<int:appointment_id>/retrait/", views.withdrawal, name="appointment-withdrawal"),
    path("<int:appointment_id>/annulation/", views.cancellation, name="appointment-cancellation"),
    path("<int:appointment_id>/convocation/", papers.notice, name="appointment-notice"),
    path("<int:appointment_id>/recu/", papers.receipt, name="appointment-receipt"),
    path("<int:appointment_id>/agenda.ics", papers.calendar, name="appointment-calendar"),
]
