"""The pages under /service/rendez-vous/: the queue of requests, its answers and attendance."""

from django.urls import path

from egide.backoffice.appointments import answers, attendance, cancellations, feeds, holding, notices, queue

urlpatterns = [
    path("", queue.requests, name="requests"),
    path("<int:appointment_id>/", queue.request_page, name="request"),
    path("<int:appointment_id>/prise-en-charge/", holding.taking_up, name="taking-up"),
    path("<int:appointment_id>/reprise/", holding.taking_over, name="taking-over"),
    path("<int:appointment_id>/creneaux/", queue.proposals, name="proposals"),
    path("<int:appointment_id>/confirmation/", queue.confirmation, name="confirmation"),
    path("<int:appointment_id>/defaire/", queue.undoing, name="undoing"),
    path("<int:appointment_id>/precision/", answers.reply, {"kind": "precision"}, name="precision"),
    path("<int:appointment_id>/attente/", answers.reply, {"kind": "waiting-list"}, name="waiting-list"),
    path("<int:appointment_id>/refus/", answers.reply, {"kind": "refusal"}, name="refusal"),
    path("<int:appointment_id>/note/", answers.note, name="note"),
    path("<int:appointment_id>/annulation/", answers.service_cancellation, name="service-cancellation"),
    path("convocations/", notices.notices, name="notices"),
    path("agendas/", feeds.feeds, name="feeds"),
    path("agendas/<int:physician_id>/", feeds.feed, name="feed"),
    path("presences/", attendance.attendance, name="attendance"),
    path("presences/<int:appointment_id>/correction/", attendance.correction, name="attendance-correction"),
    path("annulations/", cancellations.cancellations, name="cancellations"),
    path("annulations/<int:appointment_id>/prix/", cancellations.fee, name="fee"),
    path("annulations/<int:appointment_id>/message/", cancellations.contest_letter, name="contest-letter"),
]
