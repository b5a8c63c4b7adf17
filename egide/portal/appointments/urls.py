"""The pages under /adherents/<n>/mes-rendez-vous/: appointments."""

from django.urls import path

from egide.portal.appointments import answers, asking, booking, changing, contest, feed, offers, papers, views

urlpatterns = [
    path("", views.appointments, name="appointments"),
    path("demande/", asking.request_form, name="appointment-request"),
    path("demande/echeance/", asking.return_deadline, name="appointment-return-deadline"),
    path("reservation/", booking.booking, name="appointment-booking"),
    path("agenda/", feed.feed, name="appointment-feed"),
    path("recepisses/", papers.all_receipts, name="appointment-receipts"),
    path("convocations/", papers.all_notices, name="appointment-notices"),
    path("<int:appointment_id>/precision/", answers.precision, name="appointment-precision"),
    path("<int:appointment_id>/retrait/", answers.withdrawal, name="appointment-withdrawal"),
    path("<int:appointment_id>/annulation/", answers.cancellation, name="appointment-cancellation"),
    path("<int:appointment_id>/proposition/", offers.offer, name="appointment-offer"),
    path("<int:appointment_id>/deplacement/", changing.move, name="appointment-move"),
    path("<int:appointment_id>/remplacement/", changing.replacement, name="appointment-replacement"),
    path("<int:appointment_id>/contestation/", contest.contest, name="appointment-contest"),
    path("<int:appointment_id>/convocation/", papers.notice, name="appointment-notice"),
    path("<int:appointment_id>/recu/", papers.receipt, name="appointment-receipt"),
    path("<int:appointment_id>/agenda.ics", papers.calendar, name="appointment-calendar"),
]
