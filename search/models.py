from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from interventions.models import CaseStudyPage
from search.text import STOP_WORDS, key, words


class IndexVersion(models.Model):
    """The number of the latest change to :class:`CaseRecord`; a table of one row.

    A writer locks the row until its transaction ends, so that changes become visible in the order
    of their numbers and a reader that has seen number *n* misses nothing before it.
    """

    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)


class CaseRecord(models.Model):
    """What a case can be filtered and sorted by, as plain values.

    It is written in the transaction of the change itself. Each web process keeps a snapshot of all
    records (:mod:`search.snapshot`) and asks for those that are newer than it has seen.
    """

    page_id = models.BigIntegerField(primary_key=True)
    version = models.PositiveBigIntegerField(db_index=True)
    # A page that is gone or hidden keeps its row: other processes must hear of it.
    visible = models.BooleanField()
    # How long an index has been waiting for it.
    changed_at = models.DateTimeField(default=timezone.now)
    values = models.JSONField(default=dict)
    title_key = models.CharField(max_length=255)
    published = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.title_key}"


class CaseDocument(models.Model):
    """Which documents stand in the story of a case; both may be gone or hidden by now."""

    page_id = models.BigIntegerField()
    document_id = models.BigIntegerField(db_index=True)

    class Meta:
        unique_together = (("page_id", "document_id"),)

    def __str__(self) -> str:
        return f"{self.document_id} in {self.page_id}"


class IndexCursor(models.Model):
    """How far an index of the search cluster has come in the changes of :class:`CaseRecord`."""

    index = models.CharField(max_length=120, primary_key=True)
    version = models.PositiveBigIntegerField(default=0)
    # Within the version: it may be that of many cases.
    page_id = models.BigIntegerField(default=0)
    # When the index took over from the one before it; empty while it is being filled.
    built_at = models.DateTimeField(null=True)
    # When it was last compared with the database, and how many cases differed (and were mended).
    compared_at = models.DateTimeField(null=True)
    drift = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.index} at {self.version}"


class SynonymGroup(models.Model):
    """Words and short terms that say the same, so that a search for one finds the others."""

    MOST_TERMS = 12
    MOST_WORDS = 5
    LONGEST_TERM = 60

    terms = models.TextField(
        _("terms"),
        help_text=_(
            "One word or short term on each line, at least two. Whoever searches for one of them "
            "finds the others too. Add other forms of a word as well, such as the plural. A change "
            "works within a minute."
        ),
    )

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["terms"]

    def __str__(self) -> str:
        return " = ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The terms as they are written."""
        return [line for line in map(str.strip, self.terms.splitlines()) if line]

    def clean(self) -> None:
        self.terms = "\n".join(" ".join(line.split()) for line in self.lines)
        if problem := self._problem():
            raise ValidationError({"terms": problem})

    def _problem(self) -> str:
        """Return what is wrong with the terms, if anything."""
        if not 2 <= len(self.lines) <= self.MOST_TERMS:
            return _("Give two to %(most)d terms, each on a line of its own.") % {
                "most": self.MOST_TERMS
            }
        elsewhere = {
            tuple(words(line))
            for group in SynonymGroup.objects.exclude(pk=self.pk)
            for line in group.lines
        }
        seen = set()
        for line in self.lines:
            term = tuple(words(line))
            if STOP_WORDS.issuperset(term):
                return _("“%(term)s” is too common to search for.") % {"term": line}
            if len(line) > self.LONGEST_TERM or len(term) > self.MOST_WORDS:
                return _(
                    "“%(term)s” is too long: at most %(words)d words and %(characters)d characters."
                ) % {"term": line, "words": self.MOST_WORDS, "characters": self.LONGEST_TERM}
            if term in seen:
                return _("“%(term)s” is in this group twice.") % {"term": line}
            if term in elsewhere:
                return _("“%(term)s” is in another group already. Add the other terms there.") % {
                    "term": line
                }
            seen.add(term)
        return ""


class PinnedSearch(ClusterableModel):
    """A search text for which editors put cases first."""

    MOST_CASES = 3

    text = models.CharField(
        _("search text"),
        max_length=100,
        help_text=_(
            "What visitors type. Capitals, accents and punctuation make no difference. The cases "
            "come first for this whole text only, where they fit the chosen filters. A change works "
            "within a minute."
        ),
    )
    key = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        verbose_name = _("recommended case")
        verbose_name_plural = _("recommended cases")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        # Folding may make a text longer.
        self.key = key(self.text)[:200]
        if STOP_WORDS.issuperset(words(self.text)):
            raise ValidationError(
                {"text": _("“%(term)s” is too common to search for.") % {"term": self.text}}
            )
        if PinnedSearch.objects.exclude(pk=self.pk).filter(key=self.key).exists():
            raise ValidationError({"text": _("This search text has recommended cases already.")})


class Pin(Orderable):
    """A case that comes first for a search text."""

    search = ParentalKey(PinnedSearch, on_delete=models.CASCADE, related_name="pins")
    case = models.ForeignKey(
        CaseStudyPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("case study")
    )

    class Meta(Orderable.Meta):
        unique_together = (("search", "case"),)


class MissedSearch(models.Model):
    """How often a text was searched for in a week without finding anything; nothing says by whom."""

    text = models.CharField(_("search text"), max_length=60)
    week = models.DateField(_("week"))
    times = models.PositiveIntegerField(_("times"))

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        unique_together = (("week", "text"),)

    def __str__(self) -> str:
        return f"{self.text} ({self.week})"
