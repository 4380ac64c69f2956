from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterventionsConfig(AppConfig):
    name = "interventions"
    verbose_name = _("Interventions")

    def ready(self) -> None:
        from core.tasks import Job, each_night, register_job
        from interventions import reminders, signals, workflow_notices

        signals.connect()
        workflow_notices.connect()
        register_job(Job("ask whether cases still run", reminders.send_reminders, each_night))
