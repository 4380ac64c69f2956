"""What the form of a partner's page takes."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import BaseForm, ModelChoiceField, ModelMultipleChoiceField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import BlockField
from wagtail.models import Page

from core.models import MediaDocument, Picture
from partners.rights import all_in, may_see, may_use

Thing = tuple[type[Model], str]


class OwnThingsForm(WagtailAdminPageForm):
    """Refuses what no chooser offers: a page, picture or document of another partner.

    Wagtail takes any number, and shows what goes by it: a title, a thumbnail, an address. So the
    form is refused before it is read, and is not shown again.
    """

    def full_clean(self) -> None:
        """Clean the form.

        Raises
        ------
        PermissionDenied
            It names what the editor may not see, and what was not there before.
        """
        if self.is_bound and not self._names_only_own():
            raise PermissionDenied
        super().full_clean()

    def _names_only_own(self) -> bool:
        rows = (row for formset in self.formsets.values() for row in formset.forms)
        things = {thing for form in (self, *rows) for thing in _named_anew(form)}
        allowed = {
            Page: may_see(self.for_user, Page.objects.all()),
            Picture: may_use(self.for_user, Picture),
            MediaDocument: may_use(self.for_user, MediaDocument),
        }
        return all(
            all_in([pk for model, pk in things if issubclass(model, kind)], own)
            for kind, own in allowed.items()
        )


def _named_anew(form: BaseForm) -> set[Thing]:
    """Return what a form names, valid or not, that it did not name when it was opened."""
    before = {thing for bound in form for thing in _named(bound.field, bound.initial)}
    return {thing for bound in form for thing in _named(bound.field, bound.data)} - before


def _named(field: Any, value: Any) -> Iterator[Thing]:
    match field:
        case BlockField() if value:
            for model, pk, *_where in field.block.extract_references(value):
                yield model, str(pk)
        case ModelMultipleChoiceField():
            pass  # Terms, which are everybody's.
        case ModelChoiceField(queryset=QuerySet(model=model)):
            yield model, str(value)
