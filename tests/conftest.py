"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes depends on what else the machine does; a test says what is right, not how fast.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
