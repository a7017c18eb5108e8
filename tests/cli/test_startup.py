"""What the quick commands may import: start-up is a feature, and one stray import undoes it."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "pydantic",
    "pydantic_core",
    "jinja2",
    "rich",
    "yaml",
    "hypothesis",
    "importlib.metadata",
    "ruamel",
    "email",
    "openpyxl",
    "xlsxwriter",
}
SHOW = (
    "import sys, json, atexit; atexit.register(lambda: print('\\n' + "
    "json.dumps(sorted(sys.modules)), file=sys.stderr)); "
)


def imported(*arguments: str) -> set[str]:
    """The modules that a run of the command line has imported when it ends."""
    program = (
        f"{SHOW}sys.argv = {['vendorcheck', *arguments]!r}; "
        "from vendorcheck.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    modules = set(json.loads(done.stderr.strip().splitlines()[-1]))
    assert "vendorcheck.__main__" in modules
    return modules


def test_version_imports_nothing_but_itself() -> None:
    ours = {name for name in imported("--version") if name.startswith("vendorcheck")}
    assert ours == {"vendorcheck", "vendorcheck.__main__"}
    assert "typer" not in imported("--version")


@pytest.mark.parametrize(
    "arguments", [("--help",), ("assess", "--help"), ("validate", "--help"), ("form", "--help")]
)
def test_help_imports_no_heavy_library(arguments: tuple[str, ...]) -> None:
    assert imported(*arguments) & HEAVY == set()


def test_explain_needs_no_models() -> None:
    assert imported("explain", "alias") & {"pydantic", "jinja2", "rich"} == set()


def test_validate_needs_no_reports() -> None:
    assert imported("validate", "policies") & {"jinja2", "rich", "vendorcheck.reports"} == set()


def test_what_reads_keys_is_imported_where_somebody_types() -> None:
    arguments = ("assess", "examples/acme.yaml", "--no-input", "--format", "json")
    assert imported(*arguments) & {"prompt_toolkit", "asyncio"} == set()


def test_ctrl_c_while_it_is_still_being_loaded() -> None:
    program = """
import sys
class Impatient:
    def find_spec(self, name, path, target=None):
        if name == "vendorcheck.cli._app":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Impatient())
from vendorcheck.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\nInterrupted.\n")
