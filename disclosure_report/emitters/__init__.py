"""Findings → what a person or a program reads; the table ``EMITTERS`` picks."""

from disclosure_report.emitters.outcome import EMITTERS, Outcome, emitter_for

__all__ = ["EMITTERS", "Outcome", "emitter_for"]
