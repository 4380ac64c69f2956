from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "partners.people"
    verbose_name = _("People of partners")

    def ready(self) -> None:
        from core.tasks import Job, each_night, register_job
        from partners.people.services import forget_old_invitations

        register_job(Job("forget old invitations", forget_old_invitations, each_night))
