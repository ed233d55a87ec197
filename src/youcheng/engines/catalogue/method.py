"""How a method is described: the entry of the catalogue, with its words in English and Chinese.

Used by `catalogue` and by the parts of it that stand in modules of their own; no method is listed here.
"""

from dataclasses import dataclass

from youcheng.engines.catalogue import chinese


@dataclass(frozen=True)
class Method:
    """One published method.

    `low`, `high` and `neutral` are None where the scale has no such point; `direction` says how to read
    a higher value, `reference` where the formula was published.
    """

    code: str
    name: str
    formula: str
    unit: str
    low: float | None
    high: float | None
    neutral: float | None
    direction: str
    reference: str
    version: str = "1"

    def named(self, language: str) -> str:
        """Return the name in Chinese for any `zh…` language code, else in English."""
        return chinese.METHODS[self.code][0] if language.lower().startswith("zh") else self.name

    def read(self, language: str) -> str:
        """Return how to read a higher value, in Chinese or English."""
        return chinese.METHODS[self.code][1] if language.lower().startswith("zh") else self.direction

    def computed(self, language: str) -> str:
        """Return the formula; one that is told in words is told in Chinese or English."""
        return (
            chinese.FORMULAS.get(self.code, self.formula)
            if language.lower().startswith("zh")
            else self.formula
        )

    def source(self, language: str) -> str:
        """Return where the formula was published; what is no citation but words is in Chinese or English."""
        return (
            chinese.REFERENCES.get(self.code, self.reference)
            if language.lower().startswith("zh")
            else self.reference
        )

    def measured_in(self, language: str) -> str:
        """Return the unit, in Chinese or English."""
        return chinese.METHODS[self.code][2] if language.lower().startswith("zh") else self.unit
