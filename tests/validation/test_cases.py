"""Mistakes in questionnaires, vendor files, policies and folders.

A case is a file with its problems beside it.

In a file under `invalid`, a comment `# <-` marks each line with a mistake.
Those lines and no others have problems.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from conftest import Golden
from locations import CASES
from vendorcheck.document.problems import ERROR_CODES, WARNING_CODES, Problem
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.store.scan import scan_files
from vendorcheck.validation.diagnostics._base import Diagnosis, fingerprints
from vendorcheck.validation.schema.parse import parse_model

AS_OF = date(2026, 11, 22)
KINDS = (
    "questionnaires",
    "vendors",
    "policies",
    "answers-files",
    "crosswalks",
    "findings-files",
)
OTHERS = {
    "questionnaires": "questionnaires/others",
    "vendors": "vendors/questionnaires",
    "policies": "vendors/questionnaires",
    "answers-files": "vendors/questionnaires",
    "crosswalks": "vendors/questionnaires",
    "findings-files": "vendors/questionnaires",
}
"""Against which questionnaires a case is held."""
INVALID = [path for kind in KINDS for path in sorted((CASES / kind / "invalid").glob("*.yaml"))]
VALID = [path for kind in KINDS for path in sorted((CASES / kind / "valid").glob("*.yaml"))]
FOLDERS = sorted(path for path in (CASES / "folders").iterdir() if path.is_dir())
ALONG = {"answer-outdated": {"version-differs"}}
"""What can't be told without something else."""
ELSEWHERE = {"replaces-missing", "rule-not-applied", "passed-over", "problems-left-out"}
"""What depends on built-in questionnaires, on those chosen with -q, or on a whole run."""
BEGIN_OF_OURS = ERROR_CODES.index("bad-id")
"""The codes before it are about a file as text; their cases are those of documents."""


@cache
def others(kind: str) -> tuple[LoadedFile[Questionnaire], ...]:
    reader = Library({}, {}, {})
    documents = [
        reader.read_document(str(path)) for path in sorted((CASES / OTHERS[kind]).glob("*.yaml"))
    ]
    assert documents, "found no questionnaire to hold the cases against"
    return tuple(LoadedFile(parse_model(one, Questionnaire), one) for one in documents)


def library(kind: str) -> Library:
    """Return a library of its own; what is read for it is read once."""
    found = Library({}, {}, {})
    for loaded in others(kind):
        found.add(loaded)
    return found


@cache
def problems_of(path: Path) -> tuple[Problem, ...]:
    return tuple(scan_files(library(path.parts[-3]), [str(path)], AS_OF).problems)


def told(problems: Sequence[Problem], folder: str = "") -> str:
    lines = []
    for problem in problems:
        where = problem.location
        file = where.file.removeprefix(folder) + ":" if folder else ""
        message = problem.message.replace(folder, "") if folder else problem.message
        lines.append(
            f"{file}{where.line}:{where.column}: {problem.level}[{problem.code}] {message}\n"
        )
        lines += [f"  {problem.hint}\n"] if problem.hint else []
    return "".join(lines)


@pytest.mark.parametrize("path", VALID, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_nothing_is_wrong(path: Path) -> None:
    assert told(problems_of(path)) == ""


@pytest.mark.parametrize("path", INVALID, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_problems(path: Path, golden: Golden) -> None:
    golden(path.with_suffix(".problems"), told(problems_of(path)))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_each_mistake_is_one_problem_on_its_line(path: Path) -> None:
    problems = problems_of(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    marked = [number for number, line in enumerate(lines, 1) if line.endswith("# <-")]
    assert sorted({problem.location.line for problem in problems}) == marked
    # Two mistakes may share a line, but not a place.
    assert len({problem.location for problem in problems}) == len(problems)
    assert list(problems) == sorted(problems)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_case_is_named_after_its_code(path: Path) -> None:
    codes = {problem.code for problem in problems_of(path)}
    if path.stem == "together":
        assert len(codes) > 3
    else:
        codes -= ALONG.get(path.stem, set())
        assert {
            code
            for code in (*ERROR_CODES, *WARNING_CODES)
            if f"{path.stem}-".startswith(f"{code}-")
        } >= codes


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_folders(folder: Path, golden: Golden) -> None:
    found = scan_files(Library({}, {}, {}), [str(folder)], AS_OF)
    counts = f"checked {found.files_checked}, skipped {found.files_skipped}\n"
    golden(folder.with_suffix(".problems"), told(found.problems, f"{folder.as_posix()}/") + counts)


ASKING = [path for path in INVALID if path.parts[-3] == "questionnaires"]


@pytest.mark.slow
@pytest.mark.parametrize("path", ASKING, ids=lambda path: path.stem)
@pytest.mark.parametrize("answer", ["yes", "3", "30 days", "2026-01-31", "[a]"])
def test_whoever_answers_a_wrong_questionnaire_changes_nothing_in_what_is_wrong_with_it(
    path: Path, answer: str, tmp_path: Path
) -> None:
    text = path.read_text(encoding="utf-8")
    home = re.search(r"^id: *(\S+)", text, re.MULTILINE)
    names = set(re.findall(r"\bid: ([a-z0-9-]+)", text))
    answers = "".join(f"      {name}: {answer}\n" for name in sorted(names))
    vendor = tmp_path / "vendor.yaml"
    vendor.write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n"
        f"  {home[1] if home else 'none'}:\n    answers:\n{answers}      none: {answer}\n"
    )
    problems = scan_files(library("questionnaires"), [str(path), str(vendor)], AS_OF).problems
    assert problems_of(path) == tuple(
        problem for problem in problems if problem.location.file == str(path)
    )


@pytest.mark.parametrize("path", INVALID, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_fingerprints_stay_from_day_to_day_and_when_lines_are_added_above(
    path: Path, tmp_path: Path
) -> None:
    lower = tmp_path / path.parts[-3] / "invalid" / path.name
    lower.parent.mkdir(parents=True)
    if path.parts[-3] == "vendors":
        copytree(path.parent / "evidence", lower.parent / "evidence")
    lower.write_text(
        "# One line.\n# Another.\n" + path.read_text(encoding="utf-8"), encoding="utf-8"
    )
    shelf, later = library(path.parts[-3]), date(2026, 11, 23)
    today, moved = prints(problems_of(path)), prints(problems_of(lower), 2)
    tomorrow = prints(scan_files(shelf, [str(path)], later).problems)
    assert today == moved
    # What lies in the future, or has not ended, may lie in the past by then.
    both = today.keys() & tomorrow.keys()
    assert both
    assert {place: tomorrow[place] for place in both} == {place: today[place] for place in both}
    assert len({*today.values()}) == len(today)


def prints(problems: Sequence[Problem], lower: int = 0) -> dict[tuple[int, int, str], str]:
    """Return the fingerprint of each problem by its place, before its file got some lines more."""
    local = [replace(found, location=replace(found.location, file="a.yaml")) for found in problems]
    whole = Diagnosis(tuple(local), {}, 1, 0, strict=False, colour=False, version="0.1.0")
    places = [
        (found.location.line - lower, found.location.column, found.code) for found in problems
    ]
    return dict(zip(places, fingerprints(whole), strict=True))


def test_every_code_has_a_case() -> None:
    files = [*CASES.glob("*/invalid/*.problems"), *CASES.glob("folders/*.problems")]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    shown = set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", text))
    assert {*ERROR_CODES[BEGIN_OF_OURS:], *WARNING_CODES} - shown == ELSEWHERE
    assert shown - {*ERROR_CODES, *WARNING_CODES} == set()


def test_no_problems_file_is_left_over() -> None:
    files = [*CASES.glob("*/invalid/*.problems"), *CASES.glob("folders/*.problems")]
    assert files
    assert [
        path
        for path in files
        if not (path.with_suffix(".yaml").exists() or path.with_suffix("").is_dir())
    ] == []
