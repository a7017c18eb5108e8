import re
from importlib.resources import files

import pytest
import yaml
from typer.testing import CliRunner, Result

from vendorcheck.cli._app import app
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.document.problems import ERROR_CODES, WARNING_CODES
from vendorcheck.validation.explanations import render_problems_page

TEXT = (files("vendorcheck.validation") / "explanations.yaml").read_text(encoding="utf-8")
EXPLANATIONS = yaml.safe_load(TEXT)


def test_every_code_is_explained_in_reading_order() -> None:
    assert list(EXPLANATIONS) == [*ERROR_CODES, *WARNING_CODES]


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_an_explanation_has_its_parts(code: str) -> None:
    entry = EXPLANATIONS[code]
    assert {"title", "means", "mend"} <= set(entry) <= {"title", "means", "mend", "wrong", "right"}
    assert all(isinstance(text, str) and text.strip() for text in entry.values())
    assert not entry["title"].endswith(".")
    assert len(entry["title"]) <= 72
    assert entry["means"].endswith(".")
    assert entry["mend"].endswith(".")


@pytest.mark.parametrize("code", [code for code in EXPLANATIONS if "right" in EXPLANATIONS[code]])
def test_the_right_way_is_sound_yaml_and_differs_from_the_wrong_one(code: str) -> None:
    entry = EXPLANATIONS[code]
    assert yaml.safe_load(entry["right"])
    assert entry["right"] != entry["wrong"]


def explained(*arguments: str, columns: int = 80) -> Result:
    return CliRunner().invoke(
        app, ["explain", *arguments], env={"COLUMNS": str(columns), "NO_COLOR": "1"}
    )


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("code", EXPLANATIONS)
def test_the_command_explains_each_code(code: str, columns: int) -> None:
    done = explained(code, columns=columns)
    assert (done.exit_code, done.stderr) == (ExitCode.OK, "")
    entry = EXPLANATIONS[code]
    said = " ".join(done.stdout.split())
    for part in entry.values():
        assert " ".join(part.split()) in said
    level = "error" if code in ERROR_CODES else "warning"
    assert said.startswith(f"{code} ({level}): {entry['title']}")
    # YAML stays as it is, since it is there to be copied; the rest fits the window.
    prose = [line for line in done.stdout.splitlines() if not line.startswith("    ")]
    assert max(map(len, prose)) <= columns
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("columns", [40, 80])
def test_the_command_lists_all_codes(columns: int) -> None:
    done = explained(columns=columns)
    assert done.exit_code == ExitCode.OK
    assert [
        line.split()[0]
        for line in done.stdout.splitlines()
        if line.startswith("  ") and line[2] != " "
    ] == list(EXPLANATIONS)
    assert max(map(len, done.stdout.splitlines())) <= max(
        columns, len("Read about a problem: vendorcheck explain duplicate-key")
    )


@pytest.mark.parametrize("written", ["[duplicate-key]", "Duplicate-Key", "duplicate-key"])
def test_a_code_may_be_written_as_it_was_shown(written: str) -> None:
    assert explained(written).stdout.startswith("duplicate-key (error)")


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("duplicat-key", 'did you mean "duplicate-key"?'),
        ("zzz", "vendorcheck explain lists them all"),
        ("x" * 300, "vendorcheck explain"),
    ],
)
def test_an_unknown_code_is_told_with_the_nearest(wrong: str, hint: str) -> None:
    done = explained(wrong)
    assert (done.exit_code, done.stdout) == (ExitCode.ERROR, "")
    assert done.stderr.startswith("vendorcheck: there is no problem called ")
    assert hint in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_page_has_each_code() -> None:
    page = render_problems_page()
    assert re.findall(r"^### (.+)$", page, re.MULTILINE) == list(EXPLANATIONS)
