from django.urls import path

from interventions.confirmation.links import NAME
from interventions.confirmation.views import confirm

urlpatterns = [path("klopt-dit-nog/<str:signed>/", confirm, name=NAME)]
