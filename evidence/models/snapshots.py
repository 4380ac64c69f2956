"""Fixed versions of the table of findings."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.addresses import absolute


class Snapshot(models.Model):
    """All public findings of the coalition as they were on a day. Never changed, only withdrawn."""

    #: The day, with a number behind it where the day has several: 2026-11-24, 2026-11-24-2.
    version = models.SlugField(_("version"), max_length=20, unique=True, editable=False)
    date = models.DateField(_("date"), editable=False)
    findings = models.PositiveIntegerField(_("findings"), editable=False)
    studies = models.PositiveIntegerField(_("evaluations"), editable=False)
    withdrawn_because = models.TextField(
        _("withdrawn because"),
        default="",
        help_text=_(
            "The files are removed, and cannot be brought back. Who follows a citation reads this."
        ),
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-date", "-pk"]
        default_permissions = ("change", "view")
        verbose_name = _("snapshot of the findings")
        verbose_name_plural = _("snapshots of the findings")

    def __str__(self) -> str:
        return self.version

    def get_absolute_url(self) -> str:
        return reverse("evidence_snapshot", args=[self.version])

    @property
    def permalink(self) -> str:
        """The address to cite: the same in every language."""
        with override(settings.LANGUAGE_CODE):
            return absolute(self.get_absolute_url())

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new one. Of one that is there only its withdrawal is stored, which takes its files."""
        if self._state.adding:
            super().save(*args, **kwargs)
        elif self.withdrawn_because:
            self.withdrawn_at = self.withdrawn_at or timezone.now()
            super().save(update_fields=["withdrawn_because", "withdrawn_at"])
            for stored in self.files.all():
                transaction.on_commit(stored.remove)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: what somebody cited keeps its address.

        Raises
        ------
        PermissionDenied
        """
        raise PermissionDenied(_("A snapshot can be withdrawn, and not deleted."))


class SnapshotFile(models.Model):
    """One file of a snapshot; who has it can see by the checksum that it is the one."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=100)
    content_type = models.CharField(max_length=60)
    file = models.FileField(upload_to="momentopnamen/")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "name"], name="one_file_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("evidence_snapshot_file", args=[self.snapshot.version, self.name])

    @property
    def media_type(self) -> str:
        """The type without its encoding."""
        return self.content_type.partition(";")[0]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new file; one that is there is never changed."""
        super().save(*args, **{**kwargs, "force_insert": True})

    def remove(self) -> None:
        """Take the file from the disk, if it is there; its name and checksum stay."""
        if self.file.name:
            self.file.storage.delete(self.file.name)
