"""import of a HECVAT: what assess says of it is what the workbook says of itself."""

import json
from pathlib import Path

import pytest

from hecvat_4_workbooks import Asked4, hecvat_4_workbook
from hecvat_workbooks import Asked, hecvat_workbook
from running import run

VENDOR = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
ON = ("--as-of", "2026-11-30")
INTO = ("import", "hecvat.xlsx", "--into", "acme.yaml")
PARTS = (
    ("General", [Asked("GNRL-01", "Acme", None, more="")]),
    ("Qualifiers", [Asked("QUAL-01", "Yes"), Asked("QUAL-02", "No")]),
    (
        "Company",
        [
            Asked("COMP-01", "1) Yes", weight=15),
            Asked("COMP-02", "N/A", weight=20),
            Asked("COMP-03", "We do.\nYes.", weight=40),
            Asked("COMP-04", "We do not.\nNot yet.", weight=10),
            Asked("COMP-05", None, weight=5),
            Asked("COMP-06", "No", "No", weight=25),
        ],
    ),
    ("Third parties", [Asked("THRD-01", "2) No", "1", weight=60, letters=1)]),
    ("Health", [Asked("HIPA-01", None, weight=100)]),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acme.yaml").write_text(VENDOR, "utf-8")
    content = hecvat_workbook(*PARTS, qualifiers={"THRD": "QUAL-01", "HIPA": "QUAL-02"})
    (tmp_path / "hecvat.xlsx").write_bytes(content)
    return tmp_path


def score() -> str:
    command = ("assess", "acme.yaml", "-q", "acme-hecvat.yaml", "--no-input", "--format", "json")
    report = run(*command, *ON)
    assert report.exit_code == 0
    return str(json.loads(report.stdout)["score"])


def test_assess_gives_the_score_of_the_workbook_to_the_hundredth(folder: Path) -> None:
    result = run(*INTO, "--questionnaire-out", "acme-hecvat.yaml", *ON)
    assert result.exit_code == 0
    # 15 + 40 + 25 of 15 + 20 + 40 + 10 + 5 + 25 + 60 points; health does not count
    said = " ".join(result.stdout.split())
    assert "HECVAT Lite 3.04: its answers give 45.71 %, as the workbook says" in said
    assert result.stderr.endswith(
        "Next: vendorcheck assess acme.yaml -q acme-hecvat.yaml --as-of 2026-11-30\n"
    )
    assert score() == "45.71"
    checked = run("validate", "acme-hecvat.yaml", "acme.yaml", *ON)
    assert checked.exit_code == 0
    once = (folder / "acme.yaml").read_text("utf-8")
    (folder / "acme.yaml").write_text(VENDOR, "utf-8")
    run(*INTO, "-q", "acme-hecvat.yaml", *ON)
    assert (folder / "acme.yaml").read_text("utf-8") == once


def test_the_questionnaire_comes_first_and_says_nothing_of_cells(folder: Path) -> None:
    company = [Asked("COMP-01", cached=0)]
    content = hecvat_workbook(("General", []), ("Company", company))
    (folder / "hecvat.xlsx").write_bytes(content)
    result = run("import", "hecvat.xlsx", "--questionnaire-out", "acme-hecvat.yaml")
    assert result.exit_code == 0
    assert result.stderr == (
        "HECVAT Lite 3.04: its answers give 100.00 %, and the workbook says 0.00 %\n"
        "Wrote acme-hecvat.yaml\nNext: vendorcheck validate acme-hecvat.yaml\n"
    )


def test_our_own_questions_are_filled_together_with_its_own(folder: Path) -> None:
    """The real texts are not ours to ship: none of these has the words of a HECVAT."""
    result = run(*INTO, "--questionnaire-out", "acme-hecvat.yaml", "--fill", "sso", *ON)
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert "Answered now: sso: 0 of 17 questions" in said
    assert "of the 6 questions that could say something, 0 are asked in the words of" in said
    assert "acme-hecvat:" in (folder / "acme.yaml").read_text("utf-8")


def test_assess_gives_the_score_that_import_says_of_hecvat_4(folder: Path) -> None:
    asked = (
        Asked4("REQU-04", "No", "Not scored", sheet="START HERE", location="Not Scored"),
        Asked4("DOCU-01", "Yes", importance="Critical Importance"),
        Asked4("DOCU-02", "No"),
        Asked4("DOCU-03", "N/A", importance="Minor Importance", more="There is none."),
        Asked4("DOCU-04", None, importance="Minor Importance"),
        Asked4("AIGN-01", "Yes", sheet="AI", off_if_no="REQU-04"),
    )
    (folder / "hecvat.xlsx").write_bytes(hecvat_4_workbook(*asked))
    result = run(*INTO, "--questionnaire-out", "acme-hecvat.yaml", *ON)
    assert result.exit_code == 0
    # 20 of 20 + 10 + 5 points
    assert "HECVAT 4.1.4: its answers give 57.14 %" in " ".join(result.stdout.split())
    assert score() == "57.14"


def test_hecvat_4_answers_no_questions_of_ours(folder: Path) -> None:
    (folder / "hecvat.xlsx").write_bytes(hecvat_4_workbook(Asked4("DOCU-01")))
    result = run(*INTO, "--fill", "sso", *ON)
    assert result.exit_code == 2
    assert "there is no crosswalk from HECVAT 4.1.4 to any of our questionnaires" in result.stderr
