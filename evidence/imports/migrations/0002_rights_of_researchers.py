from django.db import migrations


def give_to_researchers(apps, schema_editor):
    """Let the researchers of a site that is older than this bring in studies of practice elsewhere.

    A new site gives it to them itself (demo.site_setup).
    """
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    indexes = apps.get_model("interventions", "ResearchIndexPage").objects.all()
    add_page = (
        apps.get_model("auth", "Permission")
        .objects.filter(codename="add_page", content_type__app_label="wagtailcore")
        .first()
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Onderzoekers"):
        for index in indexes if add_page else ():
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=index.pk, permission=add_page
            )


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("study_imports", "0001_initial"),
    ]

    operations = [migrations.RunPython(give_to_researchers, migrations.RunPython.noop)]
