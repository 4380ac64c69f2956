import warnings
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError
from wagtail.admin.forms.auth import LoginForm
from wagtail.images.forms import BaseImageForm


class SignInForm(LoginForm):
    """Wagtail's form, which gives the field of the password no label to translate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


class ImageForm(BaseImageForm):
    """An upload that is decoded to the last byte before it is kept, and described for who can't see it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        description = self.fields["description"]
        description.required = True
        description.label = _("What is in the picture?")
        description.help_text = _(
            "Read aloud to people who cannot see it. Say what matters here, in one sentence."
        )

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if "file" in self.changed_data:
            _decode(upload)
        return upload


def _decode(upload: UploadedFile) -> None:
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PillowImage.DecompressionBombWarning)
            with PillowImage.open(upload) as image:
                if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                    raise forms.ValidationError(
                        _(
                            "This picture has %(megapixels)d megapixels; %(limit)d is the most. "
                            "Save it smaller and upload it again."
                        ),
                        params={
                            "megapixels": image.width * image.height // 1_000_000,
                            "limit": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
                        },
                    )
                image.load()
    except (
        OSError,
        SyntaxError,
        UnidentifiedImageError,
        PillowImage.DecompressionBombError,
    ) as error:
        raise ValidationError(
            _("This picture is damaged or incomplete. Save it again and upload the new file.")
        ) from error
    finally:
        upload.seek(0)
