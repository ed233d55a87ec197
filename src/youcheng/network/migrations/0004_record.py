"""Foundings, memberships and policy terms get roughly known dates, and every row of the record a version.

A term's first or last day of a year becomes that year: the pages showed years only, and that is what was meant.
"""

from collections.abc import Callable
from datetime import date

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _day(value: date) -> str:
    return value.isoformat()


def _first(value: date) -> str:
    return f"{value.year:04d}" if (value.month, value.day) == (1, 1) else value.isoformat()


def _last(value: date) -> str:
    return f"{value.year:04d}" if (value.month, value.day) == (12, 31) else value.isoformat()


DATES: tuple[tuple[str, str, str, str, Callable[[date], str]], ...] = (
    ("alliance", "founded_on", "founded", "founded", _day),
    ("alliancemember", "since", "since", "since", _day),
    ("alliancemember", "until", "until", "until", _day),
    ("policyterm", "valid_from", "valid_from", "valid from", _first),
    ("policyterm", "valid_until", "valid_until", "valid until", _last),
)


def write_dates(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put every date into the new column as text."""
    for model_name, old, new, _label, written in DATES:
        model = apps.get_model("network", model_name)
        rows = model.objects.using(editor.connection.alias).exclude(**{old: None})
        for key, value in list(rows.values_list("pk", old)):
            model.objects.filter(pk=key).update(**{f"{new}_text": written(value)})


def _text(label: str) -> models.CharField:
    return models.CharField(blank=True, default="", max_length=60, verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("network", "0003_labels")]

    operations = [
        migrations.RemoveConstraint("policyterm", "a_term_once_a_period"),
        *(migrations.AddField(model, f"{new}_text", _text(label)) for model, _old, new, label, _written in DATES),
        migrations.RunPython(write_dates, migrations.RunPython.noop),
        *(migrations.RemoveField(model, old) for model, old, _new, _label, _written in DATES),
        *(migrations.RenameField(model, f"{new}_text", new) for model, _old, new, _label, _written in DATES),
        *(
            migrations.AlterField(
                model, new, models.CharField(blank=True, max_length=60, verbose_name=label)
            )
            for model, _old, new, label, _written in DATES
        ),
        migrations.AddConstraint(
            "policyterm",
            models.UniqueConstraint(fields=["code", "valid_from"], name="a_term_once_a_period"),
        ),
        migrations.AlterModelOptions("alliancemember", {"ordering": ["city__slug"]}),
        migrations.AlterField(
            "policyterm", "order", models.PositiveSmallIntegerField(default=0, verbose_name="place in the list")
        ),
        migrations.AddField(
            "alliancemember",
            "source",
            models.CharField(blank=True, max_length=300, verbose_name="source"),
        ),
        *(
            migrations.AddField(model, "version", models.PositiveIntegerField(default=1))
            for model in ("alliance", "alliancemember", "policyterm", "publishedcount", "registernote")
        ),
    ]
