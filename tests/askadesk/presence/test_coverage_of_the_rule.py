"""The rule is tried to its last branch, by the tests that know no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
RULE = ("rules", "rights", "facts")
TESTS = ("test_rules.py", "test_rules_of_the_night.py", "test_opening_hours.py")


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Branch by branch, what the pure tests reach: coverage's own report."""
    folder = tmp_path_factory.mktemp("coverage")
    environment = os.environ | {"COVERAGE_FILE": str(folder / "data"), "ASKADESK_TORTURE": ""}
    rule = ",".join(f"askadesk/presence/{name}.py" for name in RULE)
    plain = f"--rcfile={os.devnull}"
    pytest_alone = ["pytest", "-q", "--noconftest", "-p", "no:cacheprovider"]
    tests = [str(HERE / name) for name in TESTS]
    for arguments in (
        ["run", plain, "--branch", f"--include={rule}", "-m", *pytest_alone, *tests],
        ["json", plain, "-q", "-o", str(folder / "report.json")],
    ):
        result = subprocess.run(
            [sys.executable, "-m", "coverage", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stdout + result.stderr
    report: dict[str, object] = json.loads((folder / "report.json").read_text("utf-8"))
    return report


@pytest.mark.parametrize("name", RULE)
def test_every_branch_is_taken_in(
    covered: dict[str, dict[str, dict[str, dict[str, int]]]], name: str
) -> None:
    summary = covered["files"][f"askadesk/presence/{name}.py"]["summary"]
    assert summary["num_branches"] > 0
    assert (summary["missing_lines"], summary["missing_branches"]) == (0, 0)
