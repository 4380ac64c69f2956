from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class PlainWord(models.Model):
    """A word that many readers stumble on, with what an author could say in its place."""

    word = models.CharField(
        _("hard word"),
        max_length=80,
        help_text=_("A word or a few words, just as they stand in a text."),
    )
    plainer = models.CharField(
        _("plainer"), max_length=120, help_text=_("What everybody understands.")
    )

    class Meta:
        verbose_name = _("hard word")
        verbose_name_plural = _("hard words")
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(
                Lower("word"),
                name="one_plain_word",
                violation_error_message=_("This word is in the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.word
