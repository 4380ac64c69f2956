from django.urls import path
from django.views.decorators.http import require_safe

from evidence.catalog import catalog
from evidence.downloads import code_book, download, download_studies
from evidence.feeds import EvaluationFeed
from evidence.pledging import pledge
from evidence.snapshot_views import snapshot, snapshot_file, snapshots
from evidence.views import evidence, evidence_map, plan

urlpatterns = [
    path("bewijs/", evidence, name="evidence"),
    path("bewijs/kaart/", evidence_map, name="evidence_map"),
    path("bewijs/feed.atom", require_safe(EvaluationFeed()), name="evaluation_feed"),
    path("catalog.jsonld", catalog, name="catalog"),
    path("bewijs/plannen/", plan, name="evaluation_planner"),
    path("bewijs/toezeggen/", pledge, name="pledge"),
    path("bewijs/codeboek/", code_book, name="evidence_code_book"),
    path("bewijs/bevindingen.<slug:extension>", download, name="evidence_download"),
    path("bewijs/onderzoeken.<slug:extension>", download_studies, name="evidence_references"),
    path("bewijs/momentopnamen/", snapshots, name="evidence_snapshots"),
    path("bewijs/momentopnamen/<slug:version>/", snapshot, name="evidence_snapshot"),
    path(
        "bewijs/momentopnamen/<slug:version>/<str:name>",
        snapshot_file,
        name="evidence_snapshot_file",
    ),
]
