"""/: what is open to all, how one signs in, one's own account. allauth's names, our French addresses."""

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as key_views
from django.urls import path, re_path

from egide.entrance import account, health, invitation, mandates, views

urlpatterns = [
    # open
    path("", views.home, name="home"),
    path("sante/", health.health, name="health"),
    path("mentions-legales/", views.notice, {"name": "legal_notice"}, name="legal-notice"),
    path("confidentialite/", views.notice, {"name": "privacy_notice"}, name="privacy"),
    path("accessibilite/", views.notice, {"name": "accessibility_notice"}, name="accessibility"),
    # signing in
    path("connexion/", account_views.login, name="account_login"),
    path("connexion/mandataire/", views.DelegateLogin.as_view(), name="delegate-login"),
    path("connexion/code/", account_views.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/second-facteur/", factor_views.authenticate, name="mfa_authenticate"),
    path("connexion/appareil/", factor_views.trust, name="mfa_trust"),
    path("connexion/cle/", key_views.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/inactif/", account_views.account_inactive, name="account_inactive"),
    path("inscription/", account_views.signup, name="account_signup"),
    path("premiere-connexion/", views.first_login, name="first-login"),
    path("deconnexion/", account_views.logout, name="account_logout"),
    path("mot-de-passe-oublie/", views.forgotten_password, name="account_reset_password"),
    re_path(
        r"^mot-de-passe-oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe-change/",
        account_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("adresse/", account_views.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^adresse/(?P<key>[-:\w]+)/$", account_views.confirm_email, name="account_confirm_email"),
    # one's own
    path("accueil/", views.landing, name="landing"),
    path("rester/", views.stay, name="stay"),
    path("mandats/", mandates.mandates, name="mandates"),
    path("mandats/demande/", mandates.mandate_request, name="mandate-request"),
    path("mon-compte/", account.account, name="account"),
    path("mon-compte/adresse/", account.recovery_address, name="account_email"),
    path("mon-compte/sessions/", account.other_sessions, name="usersessions_list"),
    path("mon-compte/mot-de-passe/", account_views.password_change, name="account_change_password"),
    path("mon-compte/mot-de-passe/premier/", account_views.password_set, name="account_set_password"),
    path("mon-compte/verification/", account_views.reauthenticate, name="account_reauthenticate"),
    path("mon-compte/verification/code/", factor_views.reauthenticate, name="mfa_reauthenticate"),
    path("mon-compte/verification/cle/", key_views.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("mon-compte/second-facteur/", factor_views.index, name="mfa_index"),
    path("mon-compte/second-facteur/application/", totp_views.activate_totp, name="mfa_activate_totp"),
    path(
        "mon-compte/second-facteur/application/retrait/",
        totp_views.deactivate_totp,
        name="mfa_deactivate_totp",
    ),
    path("mon-compte/second-facteur/codes/", code_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "mon-compte/second-facteur/codes/nouveaux/",
        code_views.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "mon-compte/second-facteur/codes/fichier/",
        code_views.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("mon-compte/second-facteur/cles/", key_views.list_webauthn, name="mfa_list_webauthn"),
    path("mon-compte/second-facteur/cles/ajout/", key_views.add_webauthn, name="mfa_add_webauthn"),
    path(
        "mon-compte/second-facteur/cles/<int:pk>/retrait/",
        key_views.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path("mon-compte/second-facteur/cles/<int:pk>/nom/", key_views.edit_webauthn, name="mfa_edit_webauthn"),
]
