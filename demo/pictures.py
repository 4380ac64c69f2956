from io import BytesIO

from django.core.files.images import ImageFile
from wagtail.models import Collection

from core.models import Picture
from demo.illustrations import ILLUSTRATIONS


def picture(name: str, title: str, collection: Collection) -> Picture:
    """Draw an illustration and keep it as a picture of this collection, once."""
    known = Picture.objects.filter(title=title, collection=collection).first()
    if known is not None:
        return known
    illustration = ILLUSTRATIONS[name]
    file = BytesIO()
    illustration.draw().save(file, "PNG", optimize=True)
    image = Picture(
        title=title,
        description=illustration.alt,
        collection=collection,
        file=ImageFile(file, name=f"{name}.png"),
    )
    image.save()
    return image
