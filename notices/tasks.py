from django_tasks import task

from notices.outbox import deliver_due


@task(backend="queue")
def deliver() -> None:
    """Send the mail that is due: it may be asked for many times, and then finds nothing left."""
    deliver_due()
