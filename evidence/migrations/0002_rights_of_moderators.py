from django.db import migrations


def give_to_moderators(apps, schema_editor):
    """Let the moderators of a site that is older than snapshots withdraw them too.

    Rights are made at the end of all migrations, so that they may not be there yet.
    """
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.filter(name="Moderatoren"):
        content_type, _made = ContentType.objects.get_or_create(
            app_label="evidence", model="snapshot"
        )
        for action in ("change", "view"):
            permission, _made = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_snapshot",
                defaults={"name": f"Can {action} snapshot of the findings"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("evidence", "0001_snapshots"),
    ]

    operations = [migrations.RunPython(give_to_moderators, migrations.RunPython.noop)]
