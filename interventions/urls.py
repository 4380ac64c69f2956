from django.urls import include, path

from interventions.views import case_compare, intervention_type, outcome

urlpatterns = [
    path("interventies/vergelijk", case_compare, name="case_compare"),
    path("aanpak/<slug:slug>/", intervention_type, name="intervention_type"),
    path("uitkomst/<slug:slug>/", outcome, name="outcome"),
    path("", include("interventions.guided.urls")),
    path("", include("interventions.confirmation.urls")),
]
