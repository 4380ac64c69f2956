"""Wagtail's admin without its own mail, which would tell everything a second time."""

from wagtail.admin.apps import WagtailAdminAppConfig


class AdminWithoutMail(WagtailAdminAppConfig):
    """It sends mail inside the request, and none in a digest: ``docs/decisions/0110``."""

    def ready(self) -> None:
        super().ready()
        from wagtail import signals
        from wagtail.models import TaskState, WorkflowState

        for signal, sender, name in (
            (signals.task_submitted, TaskState, "group_approval_task_submitted"),
            (signals.workflow_submitted, WorkflowState, "workflow_state_submitted"),
            (signals.workflow_rejected, WorkflowState, "workflow_state_rejected"),
            (signals.workflow_approved, WorkflowState, "workflow_state_approved"),
        ):
            signal.disconnect(sender=sender, dispatch_uid=f"{name}_email_notification")
