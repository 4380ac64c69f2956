"""Wagtail's own API for the admin, without the pictures and documents of other partners."""

from django.db.models import QuerySet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from core.models import MediaDocument, Picture
from partners.rights import may_use


class OwnPictures(ImagesAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Picture]:
        return super().get_queryset() & may_use(self.request.user, Picture)


class OwnDocuments(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[MediaDocument]:
        return super().get_queryset() & may_use(self.request.user, MediaDocument)
