"""The pages under /service/factures/releves/: statements taken in, lines matched with invoices."""

from django.urls import path

from egide.backoffice.banking import answers, statements, views

urlpatterns = [
    path("releves/", views.lines, name="bank-lines"),
    path("releves/depot/", statements.upload, name="statement-upload"),
    path("releves/deposes/", statements.statements, name="statements"),
    path("releves/colonnes/", statements.columns, name="statement-columns"),
    path("releves/<int:line_id>/", answers.line, name="bank-line"),
    path("releves/<int:line_id>/confirmation/", answers.confirmation, name="bank-line-confirmation"),
    path("releves/<int:line_id>/ecart/", answers.setting_aside, name="bank-line-setting-aside"),
    path("releves/<int:line_id>/retour/", answers.reopening, name="bank-line-reopening"),
    path("releves/<int:line_id>/distinction/", answers.telling_apart, name="bank-line-telling-apart"),
    path("releves/<int:line_id>/encaissement/", answers.collecting, name="bank-line-collecting"),
    path("releves/<int:line_id>/rejet/", answers.sending_back, name="bank-line-sending-back"),
]
