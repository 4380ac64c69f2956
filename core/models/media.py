from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import CollectionViewRestriction


class Picture(AbstractImage):
    """An image whose description is its alternative text; the upload form requires it."""

    credit = models.CharField(
        _("credit"),
        max_length=160,
        blank=True,
        help_text=_("Who made the picture, as it should be named beside it."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class MediaDocumentQuerySet(DocumentQuerySet):
    def public(self) -> "MediaDocumentQuerySet":
        """Return the documents that everybody may open: in no private collection, nor under one."""
        private = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
        hidden = Q(pk__in=[])
        for path in private:
            hidden |= Q(collection__path__startswith=path)
        return self.exclude(hidden)

    def unread(self) -> "MediaDocumentQuerySet":
        """Return the PDFs of which the words in the file, as it is now, were not read yet."""
        return self.filter(file__iendswith=".pdf").exclude(text_from=F("file"))


class MediaDocument(AbstractDocument):
    """A document, with the words in it as the worker reads them from the file some time later."""

    text = models.TextField(editable=False, default="")
    # The name of the file that the text is of: that of another file until the new one is read.
    text_from = models.CharField(max_length=255, editable=False, default="")

    objects = MediaDocumentQuerySet.as_manager()

    admin_form_fields = ("title", "file", "collection", "tags")

    @property
    def current_text(self) -> str:
        """The words in the file as it is now, as far as they are read."""
        return self.text if self.text_from == self.file.name else ""

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, in one transaction with what follows from it."""
        super().save(*args, **kwargs)

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
