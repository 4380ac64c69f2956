from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from interventions.models import EvaluationPage, ResearchIndexPage


class StudyImportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "StudyImportQuerySet":
        """Return the own imports; who publishes research elsewhere sees all that were carried out."""
        own = models.Q(user=user)
        indexes = ResearchIndexPage.objects.all()
        if any(index.permissions_for_user(user).can_publish() for index in indexes):
            return self.filter(own | models.Q(made_at__isnull=False))
        return self.filter(own)

    def waiting(self) -> "StudyImportQuerySet":
        """Return those that were uploaded, and neither carried out nor cancelled."""
        return self.filter(made_at__isnull=True)


class StudyImport(models.Model):
    """A file with studies that somebody uploaded: looked at, carried out, taken back.

    The file itself is kept until it is carried out or cancelled, and no longer than two days
    (:func:`evidence.imports.services.forget_waiting`); then its name and checksum are what is left.
    """

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("brought in by"),
    )
    user_name = models.CharField(_("brought in by"), max_length=200)
    file_name = models.CharField(_("file"), max_length=200)
    checksum = models.CharField(_("checksum (SHA-256)"), max_length=64)
    content = models.BinaryField(blank=True, default=b"")
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    made_at = models.DateTimeField(_("carried out"), null=True)
    study_count = models.PositiveIntegerField(_("studies"), default=0)
    finding_count = models.PositiveIntegerField(_("findings"), default=0)
    undone_at = models.DateTimeField(_("taken back"), null=True)
    undone_by = models.CharField(_("taken back by"), max_length=200, blank=True)

    objects = StudyImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("import of studies")
        verbose_name_plural = _("imports of studies")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("study_imports:detail", args=[self.pk])


class ImportedStudy(models.Model):
    """A draft that an import made, as it was then."""

    wagtail_reference_index_ignore = True

    study_import = models.ForeignKey(StudyImport, on_delete=models.CASCADE, related_name="studies")
    page = models.ForeignKey(EvaluationPage, null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=Page._meta.get_field("title").max_length)
    #: What is to fill in before it can be published, in the language of who brought it in.
    missing = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
