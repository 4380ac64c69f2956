"""The step with the picture and the documents of a case, which go to the partner's collection."""

from pathlib import Path
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.permissions import policy_registry

from core.models import MediaDocument, Picture
from interventions.guided.forms import GuidedForm
from interventions.guided.story import (
    documents_of,
    text_of,
    with_document,
    without_documents,
)

#: The admin's own forms of an upload, with their checks of the file; the title is its name.
PictureForm = get_image_form(Picture, ["file", "description", "credit"])
DocumentForm = get_document_form(MediaDocument, ["title", "file"])


class FilesForm(GuidedForm):
    """Which picture a case has and which documents, and a new one of each."""

    taken_away = forms.ModelMultipleChoiceField(
        MediaDocument.objects.none(),
        label=_("Take away these documents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        collection = self.parent_page.specific.workspace.collection
        # The pictures of the partner that the case is of, whoever is looking.
        own = Q(collection=collection) | Q(pk=self.instance.lead_image_id)
        self.fields["lead_image"].queryset = Picture.objects.filter(own).order_by("-created_at")
        self.fields["lead_image"].help_text = _("One that is here already. Or add one below.")
        self.documents = documents_of(self.instance.story)
        self.fields["taken_away"].queryset = MediaDocument.objects.filter(
            pk__in=[document.pk for document in self.documents]
        )
        self.is_plain = text_of(self.instance.story) is not None
        if not (self.documents and self.is_plain):
            del self.fields["taken_away"]
        self.picture = self._upload(PictureForm, "picture")
        self.document = self._upload(DocumentForm, "document") if self.is_plain else None

    def is_multipart(self) -> bool:
        return True

    def is_valid(self) -> bool:
        # Each is asked, so that all that is wrong is told at once.
        return all([super().is_valid(), *(upload.is_valid() for upload in self._used)])

    def has_changed(self) -> bool:
        return super().has_changed() or bool(self._used)

    def save(self, commit: bool = True) -> Any:
        story = self.instance.story
        if removed := self.cleaned_data.get("taken_away"):
            story = without_documents(story, removed)
        if self.picture in self._used:
            self.instance.lead_image = _kept(self.picture)
        if self.document in self._used:
            story = with_document(story, _kept(self.document))
        self.instance.story = story
        return super().save(commit=commit)

    @property
    def _used(self) -> list[Any]:
        """The forms of an upload in which something was chosen or typed."""
        offered = [upload for upload in (self.picture, self.document) if upload]
        return [upload for upload in offered if upload.is_bound]

    def _upload(self, form_class: Any, prefix: str) -> Any:
        """Return the form of a new file; None for who may add none to the partner's collection."""
        collection = self.parent_page.specific.workspace.collection
        model = form_class._meta.model
        policy = policy_registry.get_by_type(model)
        collections = policy.collections_user_has_permission_for(self.for_user, "add")
        if not collections.filter(pk=collection.pk).exists():
            return None
        typed = any(
            value and name.startswith(f"{prefix}-")
            for source in (self.data, self.files)
            for name, value in source.items()
        )
        upload = form_class(
            self.data if typed else None,
            self.files if typed else None,
            instance=model(collection=collection, uploaded_by_user=self.for_user),
            prefix=prefix,
            user=self.for_user,
            use_required_attribute=False,
        )
        # It goes where the case belongs, whatever is sent.
        upload.fields.pop("collection", None)
        upload.fields["file"].widget = forms.FileInput()
        return upload


def _kept(upload: Any) -> Any:
    if not upload.instance.title:
        upload.instance.title = Path(upload.instance.file.name).stem
    return upload.save()
