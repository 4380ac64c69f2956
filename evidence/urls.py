from django.urls import path

from evidence.views import evidence, evidence_map

urlpatterns = [
    path("bewijs/", evidence, name="evidence"),
    path("bewijs/kaart/", evidence_map, name="evidence_map"),
]
