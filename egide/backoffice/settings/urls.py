"""The pages under /service/parametres/: the settings of the service."""

from django.urls import path

from egide.backoffice.settings import audit, dunning, erasures, places, rooms, staff, views, visit_types, weeks

urlpatterns = [
    path("", views.settings, name="settings"),
    path("service/<str:slug>/", views.service, name="service"),
    path("textes/<str:slug>/", views.notice, name="notice"),
    path("acces/", views.access_rules, name="access-rules"),
    path("effacement/", erasures.erasures, name="erasures"),
    path("courriel-essai/", views.test_mail, name="test-mail"),
    path("audit/", audit.readings, name="audit"),
    path("audit/modifications/", audit.changes, name="audit-changes"),
    path("centres/nouveau/", places.centre, name="centre-new"),
    path("centres/<int:centre_id>/", places.centre, name="centre"),
    path("centres/<int:centre_id>/salles/", rooms.rooms, name="rooms"),
    path("centres/<int:centre_id>/salles/nouvelle/", rooms.new_room, name="room-new"),
    path("centres/<int:centre_id>/salles/visites/", rooms.placing, name="rooms-placing"),
    path("salles/<int:room_id>/", rooms.one_room, name="room"),
    path("relances/", dunning.levels, name="dunning-levels"),
    path("relances/<int:rank>/", dunning.level, name="dunning-level"),
    path("visites/", visit_types.types, name="visit-types"),
    path("visites/<str:kind>/", visit_types.one_type, name="visit-type"),
    path("medecins/<int:physician_id>/semaine/", weeks.week, name="physician-week"),
    path("medecins/<int:physician_id>/semaine/plage/", weeks.new_range, name="range-new"),
    path("plages/<int:range_id>/", weeks.one_range, name="range"),
    path("plages/<int:range_id>/fin/", weeks.range_end, name="range-end"),
    path("medecins/nouveau/", places.physician, name="physician-new"),
    path("medecins/<int:physician_id>/", places.physician, name="physician"),
    path("comptes/nouveau/", staff.new_account, name="staff-new"),
    path("comptes/<int:user_id>/courrier/", staff.letter, name="staff-letter"),
    path("comptes/<int:user_id>/role/", staff.role, name="staff-role"),
    path("comptes/<int:user_id>/blocage/", staff.blocking, name="staff-blocking"),
    path("comptes/<int:user_id>/deblocage/", staff.unblocking, name="staff-unblocking"),
    path("comptes/<int:user_id>/second-facteur/", staff.second_factor, name="staff-second-factor"),
]
