"""What a letter says, in the language of who reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import override

from notices.models import LONGEST_SUBJECT, Mail


@dataclass(frozen=True)
class Letter:
    """The subject and the plain text of a mail."""

    subject: str
    body: str


def compose(template: str, context: Mapping[str, Any], language: str) -> Letter:
    """Return what a template says in a language.

    Parameters
    ----------
    template : a text template whose first line is the subject; it is plain text, so that nothing in
        it is escaped
    context : what it needs; addresses in it are whole
    language : code of the reader's language
    """
    values = Context({"site_name": settings.SITE_NAME, **context}, autoescape=False)
    source = Engine.get_default().get_template(template)
    with override(language):
        text = source.render(values)
    subject, _newline, body = text.strip().partition("\n")
    # One line: what somebody typed as a title can't add a header.
    subject = Truncator(" ".join(subject.split())).chars(LONGEST_SUBJECT)
    return Letter(subject=subject, body=body.strip() + "\n")


def message(mail: Mail) -> EmailMultiAlternatives:
    """Return a mail as it is sent: plain text first, and the same text with links to press."""
    headers = {"Auto-Submitted": "auto-generated"}
    if mail.unsubscribe_url:
        # RFC 8058: the mail program shows a button that needs no page.
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made = EmailMultiAlternatives(
        subject=mail.subject, body=mail.body, to=[mail.address], headers=headers
    )
    made.attach_alternative(render_to_string("notices/mail.html", {"mail": mail}), "text/html")
    return made
