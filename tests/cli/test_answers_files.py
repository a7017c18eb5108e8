"""An answers file is the vendor's: it is checked, and no command takes it for a vendor file."""

import json
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


def test_what_the_hint_says_leads_on(answers: str, tmp_path: Path) -> None:
    vendor = tmp_path / "acme.yaml"
    vendor.write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n", encoding="utf-8")
    assert run("import", answers, "--into", str(vendor), *DAY).exit_code == 0
    assert "unknown: true" in vendor.read_text(encoding="utf-8")
    assert run("assess", str(vendor), "-q", "sso", "--no-input", *DAY).exit_code == 0


def test_a_page_that_was_filled_in_holds_no_answers_and_what_it_gives_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    vendor = tmp_path / "acme.yaml"
    vendor.write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n", encoding="utf-8")
    done = run("form", "acme.yaml", "-q", "sso", "-o", "form.html", *DAY)
    assert "vendorcheck import acme-answers.json --into acme.yaml" in done.stderr
    before = vendor.read_bytes()
    done = run("import", "form.html", "--into", "acme.yaml", *DAY)
    assert done.exit_code == 2
    assert (
        "form.html:1:1: error[unknown-kind] this is the form itself: what is filled in is in"
        in done.stderr
    )
    assert "ask the vendor for the file that Download answers gives" in done.stderr
    assert vendor.read_bytes() == before
    answers = {"sso": {"version": "2.0", "answers": {"mfa": {"unknown": True}}}}
    reply = {"vendorcheck": "answers/1", "form": {"vendor": "Acme"}, "responses": answers}
    (tmp_path / "acme-answers.json").write_text(json.dumps(reply), encoding="utf-8")
    for command in ("assess", "precheck"):
        done = run(command, "acme-answers.json", "--no-input", *DAY)
        assert done.exit_code == 2
        assert "vendorcheck import FILE --into VENDOR_FILE" in done.stderr
    assert run("import", "acme-answers.json", "--into", "acme.yaml", *DAY).exit_code == 0
    assert "unknown: true" in vendor.read_text(encoding="utf-8")


def test_the_way_of_a_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    vendor = tmp_path / "acme.yaml"
    vendor.write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n", encoding="utf-8")
    for suffix in ("yaml", "xlsx"):
        form = f"form.{suffix}"
        done = run("form", "acme.yaml", "-q", "sso", "--all", "-o", form, *DAY)
        (way_back,) = [
            line.partition("vendorcheck ")[2]
            for line in done.stderr.splitlines()
            if line.startswith("Once it comes back: ")
        ]
        path = tmp_path / form
        if suffix == "yaml":
            text = path.read_text(encoding="utf-8")
            assert "\n      mfa:\n" in text
            path.write_text(text.replace("\n      mfa:\n", "\n      mfa: always\n"))
        assert run(*way_back.split(), *DAY).exit_code == 0
    text = vendor.read_text(encoding="utf-8")
    assert "mfa:\n        answer: always\n" in text
    assert text.count("received: ") == 2
    assert text.count("sent: form") == 2
