from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "evidence"
    verbose_name = _("Evidence")

    def ready(self) -> None:
        from core.tasks import Job, each_night, register_job
        from evidence import panels
        from evidence.snapshots import take_monthly

        panels.register()
        register_job(Job("take a snapshot of the findings", take_monthly, each_night))
