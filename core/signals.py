"""Signals that Django and Wagtail do not have."""

from django.dispatch import Signal

#: Sent at the end of ``BasePage.save``, inside its transaction, when the page's child relations
#: (terms, municipalities, sources) are written too. ``post_save`` fires before those, and Wagtail's
#: ``page_published`` fires outside the transaction. Argument: ``page``.
page_written = Signal()
