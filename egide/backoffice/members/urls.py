"""/service/adherents/"""

from django.urls import path

from egide.backoffice.members import changes, users, views

urlpatterns = [
    path("", views.members, name="members"),
    path("nouveau/", views.enrolment, name="member-enrolment"),
    path("courriers/", users.letters, name="letters"),
    path("modifications/", changes.changes, name="changes"),
    path("modifications/<int:change_id>/", changes.change, name="change"),
    path("modifications/<int:change_id>/justificatif/", changes.proof, name="change-proof"),
    path("utilisateurs/<int:user_id>/courrier/", users.letter, name="letter"),
    path("utilisateurs/<int:user_id>/blocage/", users.blocking, name="user-blocking"),
    path("mandats/<int:mandate_id>/<str:decision>/", users.mandate, name="mandate"),
    path("<int:number>/", views.member, name="member"),
    path("<int:number>/identite/", views.identity, name="member-identity"),
    path("<int:number>/suivi/", views.assignment, name="member-assignment"),
    path("<int:number>/utilisateurs/", users.new_user, name="member-user"),
]
