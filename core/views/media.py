"""Uploaded files, with the privacy of their collection. Wagtail guards documents only."""

from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from core.models import Picture, PictureRendition


@require_safe
def serve_media(request: HttpRequest, path: str) -> FileResponse:
    """Serve an image or a rendition that the visitor may see.

    Documents go through Wagtail's own view, so that every other path is not found.
    """
    image = _image_at(path)
    if image is None:
        raise Http404
    restrictions = list(image.collection.get_view_restrictions())
    if not all(restriction.accept_request(request) for restriction in restrictions):
        policy = policy_registry.get_by_type(Picture)
        if not policy.user_has_any_permission_for_instance(
            request.user, ["change", "delete", "choose"], image
        ):
            raise Http404
    try:
        response = FileResponse(default_storage.open(path))
    except FileNotFoundError as error:
        raise Http404 from error
    # The name of a rendition changes with its picture, so it may be kept for ever.
    response["Cache-Control"] = (
        "private, no-store" if restrictions else "public, max-age=31536000, immutable"
    )
    return response


def _image_at(path: str) -> Picture | None:
    match PurePosixPath(path).parts:
        case ("original_images", _):
            return Picture.objects.select_related("collection").filter(file=path).first()
        case ("images", _):
            rendition = (
                PictureRendition.objects.select_related("image__collection")
                .filter(file=path)
                .first()
            )
            return rendition.image if rendition else None
        case _:
            return None
