"""The form of an upload."""

import struct
import warnings
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class WholeImageField(WagtailImageField):
    """A picture that is decoded to the last byte before anything else is done with it."""

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        if data:
            _decode(data)
        return super().to_python(data)


class ImageForm(BaseImageForm):
    """An upload that is whole, not too large, and described for who can't see it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail's form for one of many uploads describes a file that was sent before.
        if file := self.fields.get("file"):
            self.fields["file"] = WholeImageField(
                required=file.required, label=file.label, widget=file.widget
            )
        description = self.fields["description"]
        description.required = True
        description.label = _("What is in the picture?")
        description.help_text = _(
            "Read aloud to people who cannot see it. Say what matters here, in one sentence."
        )


def _decode(upload: UploadedFile) -> None:
    """Refuse a picture that is too large or damaged; what is no picture at all is Wagtail's to refuse."""
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PillowImage.DecompressionBombWarning)
            with PillowImage.open(upload) as image:
                if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                    raise PillowImage.DecompressionBombError
                image.load()
    except UnidentifiedImageError:
        return
    except PillowImage.DecompressionBombError as error:
        raise ValidationError(
            _(
                "This picture is too large: %(limit)d megapixels is the most. "
                "Save it smaller and upload it again."
            ),
            params={"limit": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
        ) from error
    except (OSError, SyntaxError, struct.error) as error:
        raise ValidationError(
            _("This picture is damaged or incomplete. Save it again and upload the new file.")
        ) from error
    finally:
        upload.seek(0)
