from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import audit, lockout, second_factor
        from core.tasks import Job, each_night, register_job

        audit.connect()
        lockout.connect()
        second_factor.connect()
        register_job(Job("forget old sign-ins", audit.forget_old, each_night))
