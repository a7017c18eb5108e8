"""import of a CAIQ: our questions are filled, its own questions are made into a questionnaire."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from caiq_workbooks import caiq_row, caiq_workbook
from running import run

VENDOR = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
ON = ("--as-of", "2026-11-30")
INTO = ("import", "caiq.xlsx", "--into", "acme.yaml")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acme.yaml").write_text(VENDOR, "utf-8")
    rows = (
        caiq_row(3, "BCR-08.1", "No", domain="Continuity"),
        caiq_row(4, "IPY-02.1", "No"),
        caiq_row(5, "IAM-14.1", "Yes", description="\x85\u202eFor <all>"),
    )
    (tmp_path / "caiq.xlsx").write_bytes(caiq_workbook(*rows))
    return tmp_path


def test_our_questions_are_filled_and_the_form_asks_for_the_gap(folder: Path) -> None:
    result = run(*INTO, "--fill", "sso,security", "--fill", "data-access-removal", *ON)
    assert result.exit_code == 0
    assert (
        result.stdout
        == (
            "acme.yaml: 2 answers are new, 3 notes without an answer are new\n"
            "Answered now:\n"
            "  sso: 0 of 17 questions; a note at 2 more\n"
            "  security: 1 of 28 questions; a note at 1 more\n"
            "  data-access-removal: 1 of 18 questions\n"
        )
        + result.stdout[result.stdout.index("New:") :]
    )
    assert result.stderr == (
        "Wrote acme.yaml\n"
        "Next: vendorcheck form acme.yaml -q sso -q security -q data-access-removal "
        "--as-of 2026-11-30 -o acme-form.xlsx\n"
    )
    text = (folder / "acme.yaml").read_text("utf-8")
    assert (
        '      backup-place:\n        answer: "none"\n'
        '        note: "CAIQ 4.0.3, BCR-08.1: No"\n        source: import\n'
    ) in text
    assert "received: caiq" in text
    # An answer that is only a note leaves its question open.
    report = run("assess", "acme.yaml", "-q", "security", "--no-input", "--format", "json", *ON)
    questions = json.loads(report.stdout)["questionnaires"][0]["questions"]
    states = {question["id"]: question["state"] for question in questions}
    assert states["security/backup-place"] == "answered"
    assert states["security/staff-second-factor"] == "unanswered"


def test_the_form_for_the_gap_knows_the_questions_of_the_caiq_as_well(folder: Path) -> None:
    made = run(*INTO, "--fill", "security", "--questionnaire-out", "own-caiq.yaml")
    assert made.exit_code == 0
    (said,) = (line for line in made.stderr.splitlines() if line.startswith("Next: "))
    following = "form acme.yaml -q security -q own-caiq.yaml -o acme-form.xlsx"
    assert said == f"Next: vendorcheck {following}"
    assert run(*following.split()).exit_code == 0
    assert (folder / "acme-form.xlsx").exists()


def test_its_own_questions_become_a_questionnaire(folder: Path) -> None:
    result = run(*INTO, "--questionnaire-out", "acme-caiq.yaml", *ON)
    assert result.exit_code == 0
    assert result.stdout.startswith("acme.yaml: 3 answers are new\nNew:\n  acme-caiq/bcr-08-1: ")
    assert result.stderr == (
        "Wrote acme-caiq.yaml\nWrote acme.yaml\n"
        "Next: vendorcheck assess acme.yaml -q acme-caiq.yaml --as-of 2026-11-30\n"
    )
    assert run("validate", "acme-caiq.yaml", "acme.yaml", "--strict").exit_code == 0
    report = run("assess", "acme.yaml", "-q", "acme-caiq.yaml", "--no-input", *ON)
    assert "BCR-08.1 is answered No" in report.stdout
    assert "\u202e" not in report.stdout
    (folder / "acme.yaml").write_text(VENDOR, "utf-8")
    again = run(*INTO, "--questionnaire-out", "acme-caiq.yaml", *ON)
    assert again.exit_code == 2
    assert "acme-caiq.yaml exists already; --force overwrites it" in again.stderr


def test_a_dry_run_writes_nothing_and_names_the_command(folder: Path) -> None:
    options = ("--fill", "sso,security", "--questionnaire-out", "acme-caiq.yaml")
    result = run(*INTO, *options, "--dry-run", *ON)
    assert result.exit_code == 0
    assert result.stderr == (
        "Next: vendorcheck import caiq.xlsx --into acme.yaml --fill sso,security "
        "--questionnaire-out acme-caiq.yaml --as-of 2026-11-30\n"
    )
    assert sorted(path.name for path in folder.iterdir()) == ["acme.yaml", "caiq.xlsx"]
    assert (folder / "acme.yaml").read_text("utf-8") == VENDOR


def test_the_questionnaire_may_come_first_and_the_answers_later(folder: Path) -> None:
    made = run("import", "caiq.xlsx", "--questionnaire-out", "acme-caiq.yaml")
    assert made.stderr == "Wrote acme-caiq.yaml\nNext: vendorcheck validate acme-caiq.yaml\n"
    result = run(*INTO, "-q", "acme-caiq.yaml", *ON)
    assert result.stdout.startswith("acme.yaml: 3 answers are new\nNew:\n  acme-caiq/bcr-08-1: ")
    once = (folder / "acme.yaml").read_text("utf-8")
    (folder / "acme.yaml").write_text(VENDOR, "utf-8")
    run(*INTO, "--questionnaire-out", "acme-caiq.yaml", "--force", *ON)
    assert (folder / "acme.yaml").read_text("utf-8") == once


NAMES = {"???.yaml": "foreign", "sso.yaml": "sso-2", "-": "caiq"}


@pytest.mark.parametrize(("name", "made_id"), NAMES.items(), ids=NAMES)
def test_the_id_comes_from_the_name_and_is_nobody_elses(name: str, made_id: str) -> None:
    result = run("import", "caiq.xlsx", "--questionnaire-out", name)
    assert result.exit_code == 0
    text = result.stdout if name == "-" else Path(name).read_text("utf-8")
    assert f'\nid: "{made_id}"\n' in text


REFUSED = {
    "nothing-to-do": (INTO, "say what to do with a CAIQ: --fill ID answers our own questions"),
    "onto-the-vendor-file": (
        (*INTO, "--questionnaire-out", "acme.yaml", "--force"),
        "acme.yaml",
    ),
    "no-caiq": (
        ("import", "reply.yaml", "--into", "acme.yaml", "--fill", "sso"),
        "--fill answers our questions from a CAIQ or HECVAT, and this is none",
    ),
    "two-to-make": (
        (*INTO, "other.xlsx", "--questionnaire-out", "a.yaml"),
        "--questionnaire-out makes one questionnaire, of one workbook",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("command", "message"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_done_is_said_and_changes_nothing(
    command: tuple[str, ...], message: str, folder: Path
) -> None:
    (folder / "reply.yaml").write_text("vendorcheck: answers/1\nresponses: {}\n", "utf-8")
    (folder / "other.xlsx").write_bytes(caiq_workbook(caiq_row(3, "BCR-08.1")))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run(*command)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_workbook_that_can_not_be_read_says_why_itself(folder: Path) -> None:
    content = (folder / "caiq.xlsx").read_bytes()
    (folder / "caiq.xlsx").write_bytes(content[:-40])
    result = run(*INTO, "--fill", "sso")
    assert result.exit_code == 2
    assert "this workbook is damaged: its archive can't be unpacked" in result.stderr
    (folder / "caiq.xlsx").write_bytes(b"%PDF-1.7")
    assert "this is a PDF document, and no Excel workbook (.xlsx)" in run(*INTO).stderr
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    (folder / "caiq.xlsx").write_bytes(locked)
    assert "this workbook is protected by a password" in run(*INTO).stderr
    (folder / "reply.pdf").write_bytes(b"%PDF-1.7")
    result = run("import", "reply.pdf", "--into", "acme.yaml")
    assert "this is a PDF document, which can't be imported" in result.stderr
    assert "help: copy what it says into a vendor file" in result.stderr
    with ZipFile(folder / "reply.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    result = run("import", "reply.ods", "--into", "acme.yaml")
    assert "a document of LibreOffice (.ods or .odt), which can't be imported" in result.stderr
    assert "save it as an Excel workbook (.xlsx)" in result.stderr
