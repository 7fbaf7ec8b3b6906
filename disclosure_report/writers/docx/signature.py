"""Where 署名 and 成文日期 stand: characters free at the right (GB/T 9704 7.3.5.1, 7.3.5.2)."""

from __future__ import annotations

from disclosure_report.typeset.profile import Profile
from disclosure_report.writers.wording import width


def signature_right(agency: str, day: str, sealed: bool, profile: Profile) -> float:
    """Characters to the right of the agency's name.

    Sealed: it is centred on the date.  Unsealed: two characters, more when the date is the longer of the two, because
    the date then keeps the two characters and starts two to the right of the name.
    """
    spec = profile.signature
    if _fills_a_line(agency, profile):
        return float(0 if sealed else spec.unsealed_right)
    if not day:
        return float(spec.sealed_right if sealed else spec.unsealed_right)
    difference = width(day) - width(agency)
    if sealed:
        return max(0.0, spec.sealed_right + difference / 2)
    return spec.unsealed_right + (2 + difference if difference > 0 else 0)


def date_right(agency: str, day: str, sealed: bool, profile: Profile) -> float:
    """Characters to the right of the date: its first character stands two to the right of the agency's first one."""
    spec = profile.signature
    if sealed:
        return float(spec.sealed_right)
    longer = width(agency) - width(day)
    if longer <= 0 or _fills_a_line(agency, profile):
        return float(spec.unsealed_right)
    return max(0.0, spec.unsealed_right + longer - 2)


def _fills_a_line(agency: str, profile: Profile) -> bool:
    """Whether the name has to be broken: then nothing can be centred on it."""
    return width(agency) > profile.grid.characters - profile.signature.unsealed_right
