"""Makes the audit log append-only in the database itself."""

from django.db import migrations

from youcheng.foundation import audit_guard


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: audit_guard.install(schema_editor.connection),
            lambda apps, schema_editor: audit_guard.remove(schema_editor.connection),
        )
    ]
