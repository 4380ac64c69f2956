"""For operators: is the process alive, and can it do its work?"""

from datetime import timedelta

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from core.health import details

#: A task that waits longer than this means that no worker runs.
WORKER_IS_LATE = timedelta(minutes=10)


@require_safe
@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process runs, whatever happens to the database."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the site can serve: the database answers and the worker keeps up, else 503."""
    try:
        _connect_anew()
        waiting = _wait_of_oldest_task()
        more = {name: detail() for name, detail in details.items()}
    except Error:
        return JsonResponse({"status": "unavailable", "database": "unreachable"}, status=503)
    late = waiting > WORKER_IS_LATE
    return JsonResponse(
        {
            "status": "unavailable" if late else "ok",
            "database": "ok",
            "oldest_task_seconds": round(waiting.total_seconds()),
            **more,
        },
        status=503 if late else 200,
    )


def _connect_anew() -> None:
    """Ask over a new connection, which has a time limit: one that is open may wait for ever.

    Raises
    ------
    Error
        When the database does not answer.
    """
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()


def _wait_of_oldest_task() -> timedelta:
    oldest = (
        DBTaskResult.objects.ready()
        .order_by("enqueued_at")
        .values_list("enqueued_at", flat=True)
        .first()
    )
    return timezone.now() - oldest if oldest else timedelta(0)
