"""Documents of units whose input is gone: named, and removed only when asked for and only as this program wrote them.

An input that is gone may have been moved by mistake, and its documents may have been published: so they stay until
somebody says otherwise.  The manifest keeps the record of such a unit as long as one of its files is there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from disclosure_report.batch.manifest import Journal
from disclosure_report.batch.places import Place, hash_file, stays_below
from disclosure_report.batch.strays import begun, remove_strays, was_begun
from disclosure_report.rollup.register import natural_order
from disclosure_report.storage import OutputError

REMOVED = "removed"
_NOTE = "填报文件夹已不在，以前生成的文件还在；确认不要的，加 --prune 再运行一次即可清理"
_CHANGED = "填报文件夹已不在；留下的文件在生成以后被改动过，没有清理，请自行处理"


def settle_leftovers(out: Path, places: Sequence[Place], manifest: Journal, prune: bool) -> list[str]:
    """The units without an input of which files are left, by path; their records say which. Raises ``OutputError``."""
    present = {p.unit for p in places}
    gone = sorted((unit for unit in manifest.units() if unit not in present), key=natural_order)
    if not gone:
        return []
    taken = {path for place in places for path in _paths(manifest.get(place.unit) or {})}
    kept = []
    for unit in gone:
        record = manifest.get(unit)
        if record is None:
            continue
        if was_begun(record):
            remove_strays(out, record)
        left = {
            name: digest for name, digest in _left(out, record, taken) if not (prune and _dropped(out, record, name))
        }
        if left:
            _state(manifest, record, left, _CHANGED if prune else _NOTE)
            kept.append(unit)
    return kept


def settle_moves(out: Path, places: Sequence[Place], manifest: Journal) -> None:
    """Take away what units left in the folders that they had before: another unit may have them now.

    Folders depend on all the units there are: the first of two names that differ by case alone has the plain one.
    """
    for place in places:
        record = manifest.get(place.unit)
        if record is None or record["folder"] == place.folder:
            continue
        if was_begun(record):
            remove_strays(out, record)
        for path in filter(stays_below, _paths(record)):
            with contextlib.suppress(OSError):
                (out / path).unlink()
                (out / path).parent.rmdir()
        manifest.append(begun(place, {}))


def _paths(record: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{record['folder']}/{name}" for name in record.get("outputs", ()))


def _left(out: Path, record: Mapping[str, Any], taken: set[str]) -> Iterator[tuple[str, str]]:
    """The unit's files that are still there and are not another unit's now."""
    for (name, digest), path in zip(record["outputs"].items(), _paths(record), strict=True):
        if path not in taken and stays_below(path) and (out / path).is_file():
            yield name, digest


def _dropped(out: Path, record: Mapping[str, Any], name: str) -> bool:
    """Remove a file that is as it was written, and its folder when it is empty; whether it is gone."""
    path = out / record["folder"] / name
    if hash_file(path) != record["outputs"][name]:
        return False
    try:
        path.unlink()
    except OSError as error:
        raise OutputError(path, error) from error
    with contextlib.suppress(OSError):
        path.parent.rmdir()
    return True


def _state(manifest: Journal, record: Mapping[str, Any], left: Mapping[str, str], note: str) -> None:
    """Record what is left; without a task, so that an input that comes back is done again."""
    said = {"unit": record["unit"], "task": "", "folder": record["folder"], "state": REMOVED}
    said |= {"agency": record["agency"], "outputs": dict(left), "note": note, "findings": []}
    if said != record:
        manifest.append(said)
