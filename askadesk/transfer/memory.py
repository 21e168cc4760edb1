"""Making a great many rows: without looking for rings of garbage among them over and over."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_rows() -> Iterator[None]:
    """No search for cycles inside the block: with millions of live rows it takes longer than making them,
    and rows make no cycles. What is not used any more is freed all the same."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
