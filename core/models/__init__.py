from core.models.contact import ContactDetails
from core.models.media import MediaDocument, Picture, PictureRendition
from core.models.municipality import Municipality, Province
from core.models.pages import BasePage, ContentPage, HomePage, under_unpublished
from core.models.user import User
from core.models.workflow import ModerationTask

__all__ = [
    "BasePage",
    "ContactDetails",
    "ContentPage",
    "HomePage",
    "MediaDocument",
    "ModerationTask",
    "Municipality",
    "Picture",
    "PictureRendition",
    "Province",
    "User",
    "under_unpublished",
]
