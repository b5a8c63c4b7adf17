"""The pages under /service/adherents/declarations/: campaigns, who has declared, and each declaration."""

from django.urls import path

from egide.backoffice.declarations import answers, campaigns, monitoring, sheet

urlpatterns = [
    path("", campaigns.campaigns, name="declaration-campaigns"),
    path("nouvelle/", campaigns.new_campaign, name="declaration-campaign-new"),
    path("<int:campaign_id>/", monitoring.campaign, name="declaration-campaign"),
    path("<int:campaign_id>/export/<str:kind>/", monitoring.export, name="declaration-export"),
    path("<int:campaign_id>/reglages/", campaigns.facts, name="declaration-campaign-facts"),
    path("<int:campaign_id>/etat/", campaigns.state, name="declaration-campaign-state"),
    path("<int:campaign_id>/relance/", campaigns.reminding, name="declaration-reminding"),
    path("dossiers/<int:declaration_id>/", sheet.sheet, name="declaration"),
    path("dossiers/<int:declaration_id>/reouverture/", answers.reopening, name="declaration-reopening"),
    path("dossiers/<int:declaration_id>/correction/", answers.correction, name="declaration-correction"),
    path("dossiers/<int:declaration_id>/prolongation/", answers.extension, name="declaration-extension"),
    path("dossiers/<int:declaration_id>/recepisse/<int:filing_id>/", sheet.receipt, name="declaration-receipt"),
]
