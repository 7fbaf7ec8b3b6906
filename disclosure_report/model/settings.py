"""What a site may set (``disclosure-report.toml``): deadlines, thresholds, severities, extra words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosure_report.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults are the Regulation's or, where it is silent, what reviewers use.

    ``deadlines``: month and day in the year after the report's, by kind of body (条例第四十九条; townships have none
    in the Regulation, local notices set it).  ``severities``: a rule's severity by code, or ``None`` to switch it off.
    """

    deadlines: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: {"government": (3, 31), "department": (1, 31), "township": (1, 31)}
    )
    jump_ratio: int = 5
    jump_floor: int = 20
    unit_slip_ratio: int = 1000
    repetition_percent: int = 50
    sibling_repetition_percent: int = 50
    hollow_characters: int = 60
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    place_names: tuple[str, ...] = ()
    allowed_words: tuple[str, ...] = ()
    misspellings: Mapping[str, str] = field(default_factory=dict)


DEFAULT_SETTINGS = Settings()
