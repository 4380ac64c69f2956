from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "evidence.imports"
    label = "study_imports"
    verbose_name = _("Imports of studies")

    def ready(self) -> None:
        from core.tasks import Job, each_night, register_job
        from evidence.imports.services import forget_waiting

        register_job(Job("forget uploaded studies", forget_waiting, each_night))
