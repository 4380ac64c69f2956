from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from core.health import details
        from core.tasks import Job, companions, each_night, register_job
        from search import misses, panels, signals, tasks
        from search.engines.elasticsearch.keeper import keep_index
        from search.status import backlog

        signals.connect()
        panels.register()
        register_job(Job("forget old searches", misses.forget_old, each_night))
        register_job(Job("read documents that are left", tasks.read_what_is_left, each_night))
        companions["index"] = keep_index
        details["search"] = backlog
