from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JoiningConfig(AppConfig):
    name = "partners.joining"
    verbose_name = _("Joining the coalition")

    def ready(self) -> None:
        from core.tasks import Job, each_night, register_job
        from partners.joining.services import forget_old_requests

        register_job(Job("forget old requests to join", forget_old_requests, each_night))
