from django.db import models


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
    values = models.JSONField(default=dict)
    title_key = models.CharField(max_length=255)
    published = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.title_key}"


class IndexCursor(models.Model):
    """How far an index of the search cluster has come in the changes of :class:`CaseRecord`."""

    index = models.CharField(max_length=120, primary_key=True)
    version = models.PositiveBigIntegerField(default=0)
    # Within the version: it may be that of many cases.
    page_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.index} at {self.version}"
