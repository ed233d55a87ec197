"""Fields that choose units, cities, ties and tasks by search instead of an endless menu: what is chosen stands as boxes, more is found by typing.

Used by coordination's forms. Without scripts a key or a name typed into the search box is taken when the form is sent;
with them the box asks `views.choosing` for answers, and a ticked answer moves up to the chosen ones (youcheng.js).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from youcheng.coordination.queries.naming import (
    Option,
    cities_meant,
    city_option,
    task_option,
    tasks_meant,
    tie_option,
    ties_meant,
    unit_option,
    units_meant,
)
from youcheng.foundation.actors import Actor

SEPARATORS = re.compile(r"[;；、\n]")
Meant = Callable[[Sequence[str]], tuple[list[Any], list[str]]]


class ChooserInput(forms.Widget):
    """The chosen ones as boxes (or, where only one is wanted, as a choice), and a box to search for others."""

    template_name = "coordination/widgets/chooser.html"
    use_fieldset = True

    def __init__(self, url: Any, options: Callable[[list[str]], list[Option]], *, several: bool) -> None:
        super().__init__()
        self.url, self.options, self.several = url, options, several

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Keys that are ticked and texts that were typed, in one list; a typed one replaces a single choice."""
        sent = data.getlist(name) if hasattr(data, "getlist") else list(data.get(name) or ())
        ticked = [key for key in sent if key]  # "none" is a box of its own, with an empty key
        typed = data.get(f"{name}_more", "")
        texts = [part.strip() for part in SEPARATORS.split(typed) if part.strip()]
        if not self.several:
            return texts or ticked[:1]
        return [*ticked, *(text for text in texts if text not in ticked)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # nothing ticked is an answer

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        texts = [str(text) for text in value or () if str(text)]
        chosen = self.options(texts)
        known = {option.key for option in chosen}
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "chosen": chosen,
            "typed": "; ".join(text for text in texts if text not in known),
            "several": self.several,
            "url": f"{self.url}?of={name}{'' if self.several else '&one=1'}",
        }
        return context


class Chosen(forms.Field):
    """Rows chosen by key or name; cleans to a list of rows, or to one row (or None) where only one is wanted."""

    def __init__(
        self,
        *,
        url: Any,
        meant: Meant,
        option: Callable[[Any], Option],
        key: Callable[[Any], str],
        several: bool,
        **kwargs: Any,
    ) -> None:
        self.meant, self.option, self.key, self.several = meant, option, key, several
        kwargs.setdefault("required", False)
        super().__init__(widget=ChooserInput(url, self._options, several=several), **kwargs)

    def prepare_value(self, value: Any) -> list[str]:
        """Rows or texts as the texts a form sends."""
        if value is None or value == "":
            return []
        parts = [value] if isinstance(value, str | Model) else value
        return [self.key(part) if isinstance(part, Model) else str(part) for part in parts]

    def to_python(self, value: Any) -> Any:
        rows, wrong = self.meant(self.prepare_value(value))
        if not self.several and len(rows) > 1:
            wrong.append(_("Only one can be chosen here."))
        if wrong:
            raise ValidationError(wrong)
        return rows if self.several else (rows[0] if rows else None)

    def shown(self, texts: Sequence[str]) -> str:
        """Keys in the words of a reader, to say what somebody else chose meanwhile."""
        return "; ".join(option.label for option in self._options(list(texts)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(self.prepare_value(initial)) != sorted(self.prepare_value(data))

    def _options(self, texts: list[str]) -> list[Option]:
        rows, _wrong = self.meant(texts)
        held = {self.key(row): row for row in rows}
        return [self.option(held[text]) for text in dict.fromkeys(texts) if text in held]


def unit_field(label: Any, **kwargs: Any) -> Chosen:
    """One unit."""
    return _units(label, several=False, **kwargs)


def units_field(label: Any, **kwargs: Any) -> Chosen:
    """Any number of units."""
    return _units(label, several=True, **kwargs)


def _units(label: Any, *, several: bool, **kwargs: Any) -> Chosen:
    url = reverse_lazy("coordination:unit_options")
    return Chosen(
        url=url, meant=units_meant, option=unit_option, key=lambda unit: str(unit.key), several=several,
        label=label, **kwargs,
    )  # fmt: skip


def cities_field(label: Any, **kwargs: Any) -> Chosen:
    """Any number of cities of the gazetteer."""
    return Chosen(
        url=reverse_lazy("coordination:city_options"), meant=cities_meant, option=city_option,
        key=lambda city: str(city.slug), several=True, label=label, **kwargs,
    )  # fmt: skip


def tie_field(label: Any, *, actor: Actor, **kwargs: Any) -> Chosen:
    """One tie the actor may see, by its partner."""
    return Chosen(
        url=reverse_lazy("coordination:tie_options"), meant=partial(ties_meant, actor), option=tie_option,
        key=lambda tie: str(tie.partner.slug), several=False, label=label, **kwargs,
    )  # fmt: skip


def tasks_field(label: Any, *, actor: Actor, **kwargs: Any) -> Chosen:
    """Any number of tasks the actor may see, by their numbers."""
    return Chosen(
        url=reverse_lazy("coordination:task_options"), meant=partial(tasks_meant, actor), option=task_option,
        key=lambda task: str(task.code), several=True, label=label, **kwargs,
    )  # fmt: skip
