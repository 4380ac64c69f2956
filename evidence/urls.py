from django.urls import path

from evidence.downloads import code_book, download, download_studies
from evidence.views import evidence, evidence_map

urlpatterns = [
    path("bewijs/", evidence, name="evidence"),
    path("bewijs/kaart/", evidence_map, name="evidence_map"),
    path("bewijs/codeboek/", code_book, name="evidence_code_book"),
    path("bewijs/bevindingen.<slug:extension>", download, name="evidence_download"),
    path("bewijs/onderzoeken.<slug:extension>", download_studies, name="evidence_references"),
]
