"""What the docs say of `--fast` is what the script measures."""

import subprocess
import sys

import pytest

from locations import REPOSITORY


@pytest.mark.slow
def test_the_table_in_the_docs_is_the_one_that_is_measured() -> None:
    command = [sys.executable, str(REPOSITORY / "benchmarks" / "fast.py")]
    table = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    docs = (REPOSITORY / "docs" / "how-to" / "interview.md").read_text(encoding="utf-8")
    assert table in docs, "python benchmarks/fast.py --write puts the new one there"
