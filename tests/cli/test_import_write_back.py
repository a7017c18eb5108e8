"""import --write-back: a copy of somebody else's workbook gets our answers."""

from pathlib import Path

import pytest

from caiq_workbooks import caiq_row, caiq_workbook, marked_row, older_caiq_workbook
from form_cases import acme_form
from running import run
from vendorcheck.exchange.forms import VENDOR_FORMS

OURS = (
    "vendorcheck: vendor/1\nvendor: {name: Us}\n"
    "responses:\n  security: {answers: {backup-place: none}}\n  gone: {answers: {a: b}}\n"
)
FILL = ("import", "caiq.xlsx", "--into", "ours.yaml", "--write-back", "copy.xlsx")
GONE = "Not used, as its questionnaire is not known here: gone; name its file with -q\n"
DONE = (
    "copy.xlsx: 1 answer is filled in, 1 is left as it is\n"
    "Filled in:\n  BCR-08.1 (C3): No, from security/backup-place\n"
    "Left as they are:\n  we have no answer – IPY-02.1 (C4)\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.yaml").write_text(OURS, "utf-8")
    rows = (caiq_row(3, "BCR-08.1", None), caiq_row(4, "IPY-02.1", None))
    (tmp_path / "caiq.xlsx").write_bytes(caiq_workbook(*rows))
    return tmp_path


def test_the_copy_is_written_and_nothing_else_changes(folder: Path) -> None:
    before = (folder / "caiq.xlsx").read_bytes()
    dry = run(*FILL, "--dry-run")
    assert (dry.exit_code, dry.stdout) == (0, DONE)
    assert dry.stderr == (
        GONE + "Next: vendorcheck import caiq.xlsx --into ours.yaml --write-back copy.xlsx\n"
    )
    assert not (folder / "copy.xlsx").exists()

    done = run(*FILL)
    assert (done.exit_code, done.stdout) == (0, DONE)
    assert done.stderr == (GONE + "Wrote copy.xlsx\nNext: open it, and look through what is left\n")
    assert (folder / "caiq.xlsx").read_bytes() == before
    assert (folder / "ours.yaml").read_text("utf-8") == OURS
    copy = (folder / "copy.xlsx").read_bytes()
    assert copy != before

    again = run(*FILL)
    assert again.exit_code == 2
    assert "copy.xlsx exists already; --force overwrites it" in again.stderr
    assert run(*FILL, "--force").exit_code == 0
    assert (folder / "copy.xlsx").read_bytes() == copy
    same = run("import", "copy.xlsx", *FILL[2:-1], "third.xlsx", "--fill", "security")
    assert same.stdout.startswith("third.xlsx: 1 stands there already, 1 is left as it is\n")
    assert same.stderr == GONE + "Nothing to write. Next: vendorcheck assess ours.yaml\n"
    assert not (folder / "third.xlsx").exists()
    # Where every questionnaire is known, there is nothing to say about one.
    (folder / "ours.yaml").write_text(OURS.replace("  gone: {answers: {a: b}}\n", ""), "utf-8")
    assert run(*FILL, "--dry-run", "--force").stderr.startswith("Next: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("caiq.xlsx", "--write-back", "copy.xlsx"), "name the file that holds them with --into"),
        (("caiq.xlsx", "ours.yaml", *FILL[2:]), "fills one workbook at a time"),
        ((*FILL[1:], "--prefer", "new", "-o", "x.yaml"), "leave out -o, --prefer"),
        ((*FILL[1:], "--from", "requester"), "leave out --from"),
        ((*FILL[1:], "--format", "json"), "leave out --format"),
        ((*FILL[1:-1], "copy.xls"), "--write-back writes an Excel workbook: COPY.xlsx"),
        ((*FILL[1:-1], "caiq.xlsx", "--force"), "caiq.xlsx is read here, and would be lost"),
        (("form.xlsx", *FILL[2:]), "form.xlsx is read as form-xlsx; --write-back fills the"),
        (("ours.csv", *FILL[2:]), "only an Excel workbook (.xlsx) can be filled"),
        (("older.xlsx", *FILL[2:]), "CAIQ 3.0.1 has columns to mark"),
        (("odd.xlsx", *FILL[2:]), "no Excel workbook"),
        ((*FILL[1:], "--fill", "nothing"), 'there is no crosswalk from CAIQ 4.0.3 to "nothing"'),
        (("caiq.xlsx", "--into", "caiq.xlsx", *FILL[4:]), "caiq.xlsx"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_message(
    arguments: tuple[str, ...], said: str, folder: Path
) -> None:
    (folder / "form.xlsx").write_bytes(VENDOR_FORMS["xlsx"].render(acme_form()))
    (folder / "ours.csv").write_text("question,answer\nIs it?,yes\n", "utf-8")
    (folder / "older.xlsx").write_bytes(older_caiq_workbook(marked_row(5, "AIS-01.1")))
    (folder / "odd.xlsx").write_text("a,b", "utf-8")
    result = run("import", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / "copy.xlsx").exists()
