"""/: what is open to all, how one signs in, one's own account. allauth's names, our French addresses, and of its
pages only those we want: no sign-up, no social account, no login by mail alone."""

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as key_views
from django.urls import include, path, re_path

from egide.entrance import (
    account,
    address,
    alarm,
    calendars,
    card_notices,
    first_login,
    health,
    invitation,
    login,
    new_device,
    recovery,
    verification,
    views,
)
from egide.entrance.mandates import views as mandates
from egide.entrance.second_factor import views as factor
from egide.entrance.second_factor.proof import proof_required
from egide.entrance.simulator.views import simulator

second_factor = [
    path("", factor.Overview.as_view(), name="mfa_index"),
    path("application/", proof_required(factor.ActivateApp.as_view()), name="mfa_activate_totp"),
    path("application/retrait/", proof_required(totp_views.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes/", factor.recovery_codes, name="recovery-codes"),
    path("cles/", key_views.list_webauthn, name="mfa_list_webauthn"),
    path("cles/ajout/", proof_required(factor.AddKey.as_view()), name="mfa_add_webauthn"),
    path("cles/<int:pk>/retrait/", proof_required(key_views.remove_webauthn), name="mfa_remove_webauthn"),
    path("cles/<int:pk>/nom/", proof_required(key_views.edit_webauthn), name="mfa_edit_webauthn"),
]
own_account = [
    path("", account.account, name="account"),
    path("mot-de-passe/", account_views.password_change, name="account_change_password"),
    path("adresse/", address.change, name="account_email"),
    path("adresse/confirmation/", address.confirmation, name="address-confirmation"),
    path("adresse/abandon/", address.withdrawal, name="address-withdrawal"),
    path("sessions/<int:session_id>/fermeture/", account.session_closing, name="session-closing"),
    path("sessions/fermeture/", account.other_sessions_closing, name="other-sessions-closing"),
    path("courriels/", account.mail_choices, name="mail-choices"),
    path("verification/", account_views.reauthenticate, name="account_reauthenticate"),
    path("verification/code/", factor_views.reauthenticate, name="mfa_reauthenticate"),
    path("verification/cle/", factor.ProofByKey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("second-facteur/", include(second_factor)),
]
urlpatterns = [
    # open
    path("", views.home, name="home"),
    path("sante/", health.health, name="health"),
    path("simulateur/", simulator, name="simulator"),
    path("verification/", verification.verification, name="verification"),
    path("paiements/carte/avis/", card_notices.card_notices, name="card-notices"),
    path("verification/<str:code>/", verification.verification_of, name="verification-of"),
    path("mentions-legales/", views.notice, {"name": "legal_notice"}, name="legal-notice"),
    path("confidentialite/", views.notice, {"name": "privacy_notice"}, name="privacy"),
    path("accessibilite/", views.notice, {"name": "accessibility_notice"}, name="accessibility"),
    # signing in
    path("connexion/", account_views.login, name="account_login"),
    path("connexion/mandataire/", login.DelegateLogin.as_view(), name="delegate-login"),
    path("connexion/cle/", key_views.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/appareil/", new_device.new_device, name="new-device"),
    path("connexion/second-facteur/", factor.SecondStep.as_view(), name="mfa_authenticate"),
    path("premiere-connexion/", first_login.first_login, name="first-login"),
    path("premier-acces/<str:uid>/<str:token>/", first_login.first_administrator, name="first-administrator"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("deconnexion/", login.Logout.as_view(), name="account_logout"),
    # the password that was lost, the address to confirm, the account that was taken over
    path("mot-de-passe-oublie/", recovery.forgotten_password, name="account_reset_password"),
    re_path(
        r"^mot-de-passe-oublie/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        recovery.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe-change/",
        account_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(r"^adresse/(?P<key>[-:\w]+)/$", account_views.confirm_email, name="account_confirm_email"),
    path("ce-n-est-pas-moi/<str:token>/", alarm.alarm, name="alarm"),
    path("agendas/<str:token>.ics", calendars.calendar, name="calendar-feed"),
    # one's own
    path("accueil/", login.landing, name="landing"),
    path("rester/", login.stay, name="stay"),
    path("mandats/", mandates.mandates, name="mandates"),
    path("mandats/demande/", mandates.mandate_request, name="mandate-request"),
    path("mon-compte/", include(own_account)),
]
