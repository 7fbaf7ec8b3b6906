"""What a run that was killed leaves unfinished: told from the manifest, cleared away by the next run, nothing else.

Before a unit's files are replaced its record says so and names every file that may be there.  Only in the folder of
such a unit can a temporary file of a batch be left, and only those with the batch's mark are removed: a ``build`` into
the same folder may be writing its own at this moment.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from disclosure_report.batch.places import Place, stays_below
from disclosure_report.storage.atomic import TEMPORARY, TEMPORARY_END

#: In the names of a batch's temporary files; the lock sees to it that no other batch writes into the same folder.
MARK = "batch-"
_NOTE = "上次运行在此中断"


def begun(place: Place, outputs: Mapping[str, str]) -> dict[str, Any]:
    """The record while a unit's files are replaced: no task, so that it is done again; every name that may be there."""
    record = {"unit": place.unit, "task": "", "folder": place.folder, "state": "failed"}
    return record | {"agency": PurePosixPath(place.unit).stem, "outputs": outputs, "note": _NOTE, "findings": []}


def was_begun(record: Mapping[str, Any]) -> bool:
    """Whether a run ended while it replaced this unit's files."""
    return not record.get("task") and record.get("note") == _NOTE


def remove_strays(out: Path, record: Mapping[str, Any]) -> None:
    """Remove the temporary files of such a unit."""
    if stays_below(record["folder"]):
        remove_temporary(out / record["folder"])


def remove_temporary(folder: Path) -> None:
    """Remove a batch's temporary files that lie directly in a folder."""
    for path in folder.glob(f"{TEMPORARY}{MARK}*{TEMPORARY_END}"):
        if path.is_file() and not path.is_symlink():
            with contextlib.suppress(OSError):
                path.unlink()
