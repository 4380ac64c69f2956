"""Fixed versions of the table of findings, to take along and to cite."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evidence.models import Snapshot, SnapshotFile
from evidence.snapshots import cite
from evidence.structured_data import describe_snapshot

#: A withdrawn file stays in caches for as many seconds at most.
KEPT_FOR = 3600


@require_safe
def snapshots(request: HttpRequest) -> HttpResponse:
    """All fixed versions, the latest first; withdrawn ones with the reason."""
    found = Snapshot.objects.prefetch_related("files")
    return render(request, "evidence/snapshots.html", {"snapshots": found})


@require_safe
def snapshot(request: HttpRequest, version: str) -> HttpResponse:
    """One fixed version: where a citation leads."""
    found = get_object_or_404(Snapshot.objects.prefetch_related("files"), version=version)
    return render(
        request,
        "evidence/snapshot.html",
        {
            "snapshot": found,
            "citation": cite(found),
            "structured_data": None if found.is_withdrawn else describe_snapshot(found),
        },
    )


@require_safe
def snapshot_file(request: HttpRequest, version: str, name: str) -> FileResponse | HttpResponse:
    """A file of a fixed version; gone, with the reason, where that is withdrawn."""
    found = get_object_or_404(
        SnapshotFile.objects.select_related("snapshot"), snapshot__version=version, name=name
    )
    if found.snapshot.is_withdrawn:
        gone = snapshot(request, version)
        gone.status_code = 410
        return gone
    return FileResponse(
        found.file.open(),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
        headers={"Cache-Control": f"public, max-age={KEPT_FOR}", "ETag": f'"{found.sha256}"'},
    )
