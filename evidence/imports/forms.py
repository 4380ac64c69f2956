from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from evidence.imports.lines import MOST_BYTES
from evidence.imports.reading import EXTENSIONS


class UploadForm(forms.Form):
    """A file with studies."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, RIS or BibTeX; at most 2 MB."),
        validators=[
            FileExtensionValidator(
                [extension.removeprefix(".") for extension in EXTENSIONS],
                _(
                    "This kind of file cannot be brought in. Save it as CSV, XLSX, RIS (.ris) or BibTeX (.bib)."
                ),
            )
        ],
        error_messages={"empty": _("This file is empty. Fill it in and upload it again.")},
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is larger than 2 MB. Split it up."))
        return file
