from django.db import migrations

#: What may be done with each model, as a new site gives it to its moderators.
ACTIONS = {
    "synonymgroup": ("add", "change", "delete", "view"),
    "pinnedsearch": ("add", "change", "delete", "view"),
    "missedsearch": ("view",),
    "indexcursor": ("view",),
}


def give_to_moderators(apps, schema_editor):
    """Let the moderators of a site that is older than these models keep them too.

    Rights are made at the end of all migrations, so that some may not be there yet.
    """
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.filter(name="Moderatoren"):
        for model, actions in ACTIONS.items():
            content_type, _made = ContentType.objects.get_or_create(app_label="search", model=model)
            for action in actions:
                permission, _made = Permission.objects.get_or_create(
                    content_type=content_type,
                    codename=f"{action}_{model}",
                    defaults={"name": f"Can {action} {model}"},
                )
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("search", "0008_index_state"),
    ]

    operations = [migrations.RunPython(give_to_moderators, migrations.RunPython.noop)]
