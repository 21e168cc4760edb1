"""Run every benchmark, print what it found and leave it in ``out/bench.json``.

``python -m tests.bench [WORD…]`` runs those whose module name holds one of the words. A benchmark is
a module ``bench_….py`` here with ``run() -> list[Figure]``.
"""

from __future__ import annotations

import importlib
import json
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.bench.figure import Figure

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "out" / "bench.json"


def modules(words: list[str]) -> Iterator[str]:
    """The names of the benchmark modules, all of them or those that hold one of ``words``."""
    for path in sorted(HERE.glob("bench_*.py")):
        if not words or any(word in path.stem for word in words):
            yield path.stem


def measure(name: str) -> list[Figure]:
    """Run one benchmark module."""
    module = importlib.import_module(f"tests.bench.{name}")
    figures: list[Figure] = module.run()
    return figures


def line(figure: Figure) -> str:
    """One figure as a line of the table."""
    value = f"{figure.figure:,.2f} {figure.unit}"
    floor = "" if figure.floor is None else f"{figure.floor:,.2f} {figure.unit}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:,.2f} ×"
    kept = {True: "kept", False: "MISSED", None: ""}[figure.kept]
    return (
        f"{figure.name:<46} {value:>16} {floor:>16} {ratio:>9}"
        f"  {figure.wanted:<18} {kept:<6} {figure.floor_name}"
    )


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
    }


def keep(results: dict[str, list[Figure]]) -> None:
    """Write the figures beside those of benchmarks that did not run this time."""
    before = json.loads(OUT.read_text("utf-8")) if OUT.exists() else {}
    figures = before.get("figures", {})
    for name, found in results.items():
        figures[name] = [asdict(figure) for figure in found]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({"machine": machine(), "figures": figures}, indent=2) + "\n", "utf-8")


def main() -> int:
    """Run, print, keep; 1 when a promised bound was missed."""
    heading = Figure("figure", 0, "")
    print(f"{heading.name:<46} {'measured':>16} {'floor':>16} {'ratio':>9}  {'wanted':<18}")
    results: dict[str, list[Figure]] = {}
    for name in modules(sys.argv[1:]):
        started = time.perf_counter()
        results[name] = measure(name)
        for figure in results[name]:
            print(line(figure), flush=True)
        print(f"  ({name}: {time.perf_counter() - started:.1f} s)", flush=True)
    keep(results)
    print(f"kept in {OUT}")
    return int(any(figure.kept is False for found in results.values() for figure in found))


if __name__ == "__main__":
    sys.exit(main())
