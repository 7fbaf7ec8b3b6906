"""What stands beside the documents: status workbook and overview page, made anew only when something changed."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import disclosure_report
from disclosure_report.batch.manifest import Journal, dump
from disclosure_report.batch.places import DASHBOARD_NAME, STATE_DIR, STATUS_NAME, Place, hash_file
from disclosure_report.batch.siblings import Cluster, find_siblings
from disclosure_report.batch.strays import MARK
from disclosure_report.batch.summary import RecordedTexts, UnitRow, UnitRows, key_of
from disclosure_report.rollup.register import Register
from disclosure_report.storage import OutputError, write_together
from disclosure_report.storage.atomic import temporary_name

_MOST_TROUBLED = 50
_CACHE = "tables.json"


@dataclass(frozen=True)
class Tables:
    """The counts of the whole batch, and where the workbook and the page are."""

    states: Mapping[str, int]
    counts: Mapping[str, int]
    troubled: tuple[UnitRow, ...]
    clusters: tuple[Cluster, ...]
    status: Path
    dashboard: Path


def write_tables(
    out: Path,
    places: Sequence[Place],
    manifest: Journal,
    texts: Journal,
    register: Register,
    percent: int = 50,
    gone: Sequence[str] = (),
) -> Tables:
    """Settle the manifest and write both; ``gone``: units without an input, kept in it. Raises ``OutputError``."""
    order = [p.unit for p in places]
    listed = repr((register.units, [f.as_json() for f in register.findings]))
    key = key_of(
        disclosure_report.__version__,
        manifest.settle([*order, *gone], MARK),
        texts.settle(order, MARK),
        listed,
        str(percent),
    )
    kept = _kept(out, key)
    if kept is None:
        siblings = find_siblings(RecordedTexts(places, texts), percent)
        kept = _write(out, UnitRows(places, manifest, register, siblings, gone))
        write_together(out / STATE_DIR, {_CACHE: dump({"unit": "", "key": key, **kept})}, MARK)
    return Tables(
        states=kept["states"],
        counts=kept["counts"],
        troubled=tuple(UnitRow(**row) for row in kept["troubled"]),
        clusters=tuple(Cluster(tuple(c["units"]), tuple((s, n) for s, n in c["sentences"])) for c in kept["clusters"]),
        status=out / STATUS_NAME,
        dashboard=out / DASHBOARD_NAME,
    )


def _kept(out: Path, key: str) -> dict[str, Any] | None:
    """What the last run found, when nothing changed since and its two files stand as it wrote them."""
    try:
        kept: dict[str, Any] = json.loads((out / STATE_DIR / _CACHE).read_bytes())
        same = kept["key"] == key and all(hash_file(out / n) == digest for n, digest in kept["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return kept if same else None


def _write(out: Path, rows: UnitRows) -> dict[str, Any]:
    from disclosure_report.batch.dashboard import write_dashboard
    from disclosure_report.batch.status import write_status

    states: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    codes: Counter[tuple[str, str]] = Counter()
    troubled: list[dict[str, Any]] = []
    for row in rows:
        states[row.state] += 1
        counts.update(row.counts)
        codes.update((f["code"], f["severity"]) for f in row.findings)
        if row.state != "clean" and len(troubled) < _MOST_TROUBLED:
            troubled.append(asdict(row))
    totals = Totals(dict(states), dict(counts), sorted(codes.items()))
    files = {
        STATUS_NAME: stream_atomically(out / STATUS_NAME, lambda s: write_status(s, rows, totals), MARK),
        DASHBOARD_NAME: stream_atomically(out / DASHBOARD_NAME, lambda s: write_dashboard(s, rows, totals), MARK),
    }
    clusters = [asdict(c) for c in rows.clusters]
    return {
        "files": files,
        "states": totals.states,
        "counts": totals.counts,
        "troubled": troubled,
        "clusters": clusters,
    }


@dataclass(frozen=True)
class Totals:
    """Units by state, findings by severity, and by code and severity."""

    states: Mapping[str, int]
    counts: Mapping[str, int]
    codes: Sequence[tuple[tuple[str, str], int]]


def stream_atomically(path: Path, write: Callable[[BinaryIO], None], mark: str = "") -> str:
    """Write a large file through a temporary one beside it; its sha256. Raises ``OutputError``.

    ``mark`` stands in the temporary name.
    """
    temporary = path.with_name(temporary_name(mark))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("x+b") as stream:
            write(stream)
        temporary.chmod(0o644)
        digest = hash_file(temporary)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    return digest
