"""Lays the full-text index over the search entries."""

from django.db import migrations

from youcheng.foundation import search_index


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_import_runs")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: search_index.install(schema_editor.connection),
            lambda apps, schema_editor: search_index.remove(schema_editor.connection),
        )
    ]
