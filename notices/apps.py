from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from core.tasks import Job, each_minute, each_night, register_job
        from notices import digests, outbox, retention

        register_job(Job("send mail that is due", outbox.deliver_due, each_minute))
        register_job(Job("send digests", digests.send_digests, digests.each_morning))
        register_job(Job("forget old notices and mail", retention.forget_old, each_night))
