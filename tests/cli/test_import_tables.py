"""import with tables: columns, words of one's own, and a questionnaire made from the questions."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from running import run
from vendorcheck.document.document import parse_document

BEFORE = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {}\n"
TABLE = """\
No.;Question;Antwort;Bemerkung
IAM-1;Is there a second factor?;Ja;Seit Mai.
IAM-2;Data is encrypted;läuft;
"";Describe the backups;Every night, to another place.;
"""
SMALL = """\
vendorcheck: questionnaire/1
id: small
version: "1.0"
title: Small
sections:
  - id: main
    title: Main
    questions:
      - {id: mfa, type: yes_no, ask: Is there a second factor?, fact: true}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("acme.yaml", BEFORE), ("sheet.csv", TABLE), ("small.yaml", SMALL)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def answers(folder: Path, name: str) -> object:
    data = parse_document((folder / "acme.yaml").read_bytes(), "acme.yaml").data
    return data["responses"][name]["answers"]  # type: ignore[index,call-overload]


def test_a_table_answers_our_questions(folder: Path) -> None:
    result = run("import", "sheet.csv", "--into", "acme.yaml", "-q", "small.yaml")
    assert result.exit_code == 0
    assert result.stdout == (
        "acme.yaml: 1 answer is new\n"
        "New:\n"
        '  small/mfa: {answer: "yes", note: Seit Mai., source: import}\n'
        "Unknown, and left out:\n"
        "  sheet.csv: Data is encrypted (line 3) and Describe the backups (line 4): no\n"
        "    question has this id or this text\n"
        "Look at this:\n"
        "  sheet.csv: read with semicolons between cells\n"
        '  sheet.csv: question in B "Question", answer in C "Antwort", note in D\n'
        '    "Bemerkung", ref in A "No."\n'
    )
    assert result.stderr == "Wrote acme.yaml\nNext: vendorcheck assess acme.yaml -q small.yaml\n"
    once = (folder / "acme.yaml").read_bytes()
    assert run("import", "sheet.csv", "--into", "acme.yaml", "-q", "small.yaml").exit_code == 0
    assert (folder / "acme.yaml").read_bytes() == once


def test_columns_sheet_and_words_are_repeated_by_the_next_command() -> None:
    options = (
        *("-q", "small.yaml", "--question-column", "B", "--answer-column", "Antwort"),
        *("--note-column", "D", "--ref-column", "A"),
    )
    trial = run("import", "sheet.csv", "--into", "acme.yaml", "--dry-run", *options)
    assert trial.exit_code == 0
    assert trial.stderr == (
        "Next: vendorcheck import sheet.csv --into acme.yaml --question-column B "
        "--answer-column Antwort --note-column D --ref-column A -q small.yaml\n"
    )


def test_a_questionnaire_made_from_the_table(folder: Path) -> None:
    made = run("import", "sheet.csv", "--questionnaire-out", "own.yaml")
    assert made.exit_code == 0
    assert made.stderr.endswith("Wrote own.yaml\nNext: vendorcheck validate own.yaml\n")
    assert (folder / "own.yaml").read_text("utf-8").partition("vendorcheck:")[2] == (
        " questionnaire/1\n"
        "id: sheet\n"
        'version: "1.0"\n'
        "title: sheet\n"
        "sections:\n"
        "  - id: section\n"
        "    title: Questions\n"
        "    questions:\n"
        "      - id: iam-1\n"
        "        ref: IAM-1\n"
        "        type: yes_no\n"
        '        ask: "Is there a second factor?"\n'
        "        fact: true\n"
        "      - id: iam-2\n"
        "        ref: IAM-2\n"
        "        type: text\n"
        '        ask: "Data is encrypted. Is this so?"\n'
        "        fact: true\n"
        "      - id: describe-the-backups\n"
        "        type: text\n"
        '        ask: "Describe the backups. Is this so?"\n'
        "        fact: true\n"
    )
    assert run("validate", "own.yaml", "--strict").exit_code == 0
    result = run("import", "sheet.csv", "--into", "acme.yaml", "-q", "own.yaml")
    assert result.exit_code == 0
    assert answers(folder, "sheet") == {
        "iam-1": {"answer": "yes", "note": "Seit Mai.", "source": "import"},
        "iam-2": {"answer": "läuft", "source": "import"},
        "describe-the-backups": {
            "answer": "Every night, to another place.",
            "source": "import",
        },
    }


def test_words_of_ones_own(folder: Path) -> None:
    (folder / "words.yaml").write_text('"yes": [läuft]\n', "utf-8")
    (folder / "own.yaml").write_text(
        SMALL.replace("Is there a second factor?", "Data is encrypted. Is this so?"), "utf-8"
    )
    command = ("import", "sheet.csv", "--into", "acme.yaml", "-q", "own.yaml")
    trial = run(*command, "--words", "words.yaml", "--dry-run")
    assert 'small/mfa: {answer: "yes", source: import}' in trial.stdout
    assert trial.stderr.endswith("--words words.yaml -q own.yaml\n")
    assert 'small/mfa: {note: "läuft", source: import}' in run(*command, "--dry-run").stdout
    for wrong in ("sure: [hunter2]", "no: hunter2"):
        (folder / "wrong.yaml").write_text(f"'yes': [x]\n{wrong}\n", "utf-8")
        refused = run(*command, "--words", "wrong.yaml")
        assert refused.exit_code == 2
        assert "wrong.yaml, line 2: this is no list of answer words" in refused.stderr
        assert "yes, partly, no, not-applicable, unknown, unanswered" in refused.stderr
        assert "hunter2" not in refused.stderr
    refused = run("import", "sheet.csv", "--words", "words.yaml", "-o", "words.yaml", "--force")
    assert "words.yaml is read here" in refused.stderr


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--into", "acme.yaml"), "--questionnaire-out only makes a questionnaire"),
        (("--dry-run",), "--questionnaire-out only makes a questionnaire"),
    ],
)
def test_a_questionnaire_and_nothing_else(more: tuple[str, ...], message: str) -> None:
    result = run("import", "sheet.csv", "--questionnaire-out", "own.yaml", *more)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_questionnaire_overwrites_nothing(folder: Path) -> None:
    assert (
        "exists already" in run("import", "sheet.csv", "--questionnaire-out", "small.yaml").stderr
    )
    (folder / "reply.yaml").write_text("vendorcheck: answers/1\n", "utf-8")
    none = run("import", "reply.yaml", "--questionnaire-out", "-")
    assert "there are no questions to make a questionnaire from" in none.stderr
    shown = run("import", "sheet.csv", "--questionnaire-out", "-")
    assert shown.stdout.startswith("# Made from sheet.csv. Every question is a fact here")
    assert "Next:" not in shown.stderr


HOSTILE = [
    ("ID", "Section", "Question", "Answer"),
    ("\x1b[2J", "=A1", "a: b # c?", "Yes"),
    ("- x: [", "*bold* <b>", "{{ 7*7 }}?", "Partly"),
    ("\x1b[2J", "=A1", "\u202eevil\u2066?", "No"),
    ("", "", '"quoted" \\ back\u2028slash?', "No"),
    ("", "漢字", "問題は何ですか？", "n/a"),
    ("x" * 300, "y" * 300, "line one\nline two?", ""),
    ("1.10", "on", "null", "no"),
    ("1.10", "on", "yes?", "no"),
]


def test_hostile_cells_make_a_valid_questionnaire(folder: Path) -> None:
    lines = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in HOSTILE)
    (folder / "on: [x].csv").write_text("\n".join(lines), "utf-8")
    made = run("import", "on: [x].csv", "--questionnaire-out", "own.yaml")
    assert made.exit_code == 0
    assert run("validate", "own.yaml", "--strict").stdout == "Checked 1 file: no problems.\n"
    result = run("import", "on: [x].csv", "--into", "acme.yaml", "-q", "own.yaml", "--dry-run")
    assert "acme.yaml: 6 answers are new, 1 note without an answer is new" in result.stdout
    assert "\x1b" not in result.output


def test_a_remark_about_many_cells_is_one_line(folder: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Question", "Answer"])
    for number in range(20):
        sheet.append([f"Is it {number}?", "=1+1"])
    book.save(folder / "sheet.xlsx")
    command = ("import", "sheet.xlsx", "--into", "acme.yaml")
    shown = " ".join(run(*command).stdout.split())
    assert (
        "sheet.xlsx, Sheet!B2, Sheet!B3, Sheet!B4, Sheet!B5, Sheet!B6, Sheet!B7, Sheet!B8, "
        "Sheet!B9, Sheet!B10, Sheet!B11, Sheet!B12, Sheet!B13 and 8 more, which -v names: "
        "the answer is a formula whose answer was never computed, and is left out" in shown
    )
    assert "Sheet!B20 and Sheet!B21: the answer" in " ".join(run(*command, "-v").stdout.split())


def test_a_workbook_has_no_line_to_show(folder: Path) -> None:
    book = Workbook()
    book.save(folder / "sheet.xlsx")
    result = run("import", "sheet.xlsx", "--into", "acme.yaml")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "sheet.xlsx:1:1: error[wrong-value] the table in the sheet Sheet"
    )
    assert "PK" not in result.stderr
