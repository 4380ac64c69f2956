from django.db import models
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from core.fields import StoryField
from core.models import BasePage


class PageWithoutBase(Page):
    class Meta:
        app_label = "wrong_room"


class PageWithStreamField(BasePage):
    text = StreamField([("text", CharBlock())])

    class Meta:
        app_label = "wrong_room"


class RightPage(BasePage):
    text = StoryField([("text", CharBlock())])

    class Meta:
        app_label = "wrong_room"


class NoPage(models.Model):
    text = StreamField([("text", CharBlock())])

    class Meta:
        app_label = "wrong_room"
