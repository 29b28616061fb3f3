"""Journals as frames of pandas or polars, whichever is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tameshi._core import Journal

NUMBERS = ("number", "step")


def frame_of(journal: Journal, library: str = "pandas") -> Any:
    """The journal as a DataFrame of that library; `time` is in UTC."""
    if library == "pandas":
        return _pandas(journal.columns())
    if library == "polars":
        return _polars(journal.columns())
    raise ValueError(f'no frames are made by "{library}"; pandas or polars')


def _pandas(columns: dict[str, Any]) -> Any:
    import numpy as np
    import pandas as pd

    for name in NUMBERS:
        columns[name] = np.frombuffer(columns[name], dtype="int64")
    milliseconds = np.frombuffer(columns["time"], dtype="int64")
    columns["time"] = pd.DatetimeIndex(milliseconds.astype("datetime64[ms]")).tz_localize("UTC")
    return pd.DataFrame(columns)


def _polars(columns: dict[str, Any]) -> Any:
    import polars as pl

    for name in (*NUMBERS, "time"):
        columns[name] = memoryview(columns[name]).cast("q").tolist()
    frame = pl.DataFrame(columns)
    return frame.with_columns(pl.from_epoch("time", time_unit="ms").dt.replace_time_zone("UTC"))
