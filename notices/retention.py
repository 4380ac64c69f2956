"""How long notices and mail are kept: ``docs/privacy.md`` names the same terms."""

from datetime import timedelta

from django.utils import timezone

from notices.models import Mail, Notice

#: Long enough to find out why somebody got no mail.
KEEP_MAIL = timedelta(days=30)
KEEP_NOTICES = timedelta(days=365)


def forget_old() -> None:
    """Delete what is older than its term, mail that never went included."""
    now = timezone.now()
    Mail.objects.filter(written_at__lt=now - KEEP_MAIL).delete()
    Notice.objects.filter(made_at__lt=now - KEEP_NOTICES).delete()
