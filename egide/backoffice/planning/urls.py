"""The pages under /service/planning/."""

from django.urls import path

from egide.backoffice.planning import absences, replanning, week

urlpatterns = [
    path("", week.week, name="planning"),
    path("placement/<int:appointment_id>/", week.placing, name="placing"),
    path("deplacement/<int:appointment_id>/", week.moving, name="moving"),
    path("absences/", absences.absences, name="absences"),
    path("absences/nouvelle/", absences.new_absence, name="absence-new"),
    path("absences/<int:absence_id>/", absences.one_absence, name="absence"),
    path("absences/<int:absence_id>/retrait/", absences.withdrawal, name="absence-withdrawal"),
    path("absences/<int:absence_id>/visites/", replanning.replanning, name="replanning"),
]
