"""An answers file is the vendor's: it is checked, and no command takes it for a vendor file."""

from pathlib import Path

import pytest

from running import DAY, run

ANSWERS = """\
vendorcheck: answers/1
form: {package: 0a1b2c3d4e5f6071, vendor: Acme}
by: Joe Bloggs
responses: {sso: {answers: {mfa: {unknown: true}}}}
"""


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "reply.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("command", ["assess", "precheck"])
def test_what_needs_a_vendor_file_refuses_it_and_names_import(answers: str, command: str) -> None:
    done = run(command, answers, "--no-input", *DAY)
    assert done.exit_code == 2
    assert "this is an answers file; a vendor file is expected here" in done.stderr
    assert "vendorcheck import FILE --into VENDOR_FILE" in done.stderr


def test_migrate_refuses_it_and_names_import(answers: str) -> None:
    done = run("migrate", answers)
    assert done.exit_code == 2
    assert "this is an answers file; import takes it into a vendor file" in done.stderr


def test_migrate_passes_it_over_in_a_folder(answers: str) -> None:
    done = run("migrate", str(Path(answers).parent))
    assert done.exit_code == 2
    assert "there is no vendor file and no policy in" in done.stderr


def test_validate_checks_it(answers: str) -> None:
    done = run("validate", answers, *DAY)
    assert (done.exit_code, done.stdout) == (0, "Checked 1 file: no problems.\n")
