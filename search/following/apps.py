from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    name = "search.following"
    verbose_name = _("Following by mail")

    def ready(self) -> None:
        from core.tasks import Job, each_night, register_job
        from notices.digests import each_morning
        from search.following import services

        register_job(Job("tell followers of new cases", services.tell_followers, each_morning))
        register_job(Job("forget unconfirmed followers", services.forget_unconfirmed, each_night))
