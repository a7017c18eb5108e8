"""The examples of the first questionnaires move to those of today, and lose no word."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from locations import REPOSITORY
from running import DAY, run
from vendorcheck.document.document import Data, parse_document
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.store.library import Library
from vendorcheck.store.migration import MigratedFile, migrate

EXAMPLES = sorted((REPOSITORY / "tests" / "cases" / "examples-1.0").glob("*.yaml"))
LIBRARY = Library()
COMMENT = re.compile(r"(?:^|[ \t])#[ \t]*(.*)$", re.MULTILINE)


def migrated(path: Path, text: str | None = None) -> MigratedFile:
    content = path.read_bytes() if text is None else text.encode()
    return migrate(parse_document(content, path.name), LIBRARY)


def answers_in(text: str) -> dict[str, Data]:
    responses = parse_document(text.encode(), "a.yaml").data["responses"]
    assert isinstance(responses, dict)
    answers: dict[str, Data] = {}
    for name, response in responses.items():
        of_one = response["answers"] if isinstance(response, dict) else None
        assert isinstance(of_one, dict)
        answers |= {f"{name}/{key}": answer for key, answer in of_one.items()}
    return answers


def with_options(answer: Data, key: str) -> Data:
    """Return an answer with the present names of its options."""
    successor = MovedNames(LIBRARY).successor_of(key)
    options = successor.options if successor else {}
    if isinstance(answer, dict):
        return (
            {**answer, "answer": with_options(answer["answer"], key)}
            if "answer" in answer
            else answer
        )
    if isinstance(answer, list):
        return [*dict.fromkeys(options.get(str(item), str(item)) for item in answer)]
    return options.get(answer, answer) if answer is not None else None


def with_note(wanted: Data, before: Data, key: str) -> Data:
    """Return an answer with what its present option does not say of the older one."""
    reply = before.get("answer") if isinstance(before, dict) else before
    successor = MovedNames(LIBRARY).successor_of(key)
    note = successor.option_notes.get(reply) if successor and isinstance(reply, str) else None
    if note is None:
        return wanted
    fields = wanted if isinstance(wanted, dict) else {"answer": wanted}
    return {**fields, "note": f"{fields['note']} {note}" if "note" in fields else note}


def test_there_are_all_seven() -> None:
    assert len(EXAMPLES) == 7


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_answer_is_there_with_all_its_words(path: Path) -> None:
    result = migrated(path)
    moved, kept = result.record.moved, {item.key for item in result.record.kept}
    before, after = answers_in(result.old_text), answers_in(result.text)
    assert len(after) == len(before)
    for key, answer in before.items():
        wanted = answer if key in kept else with_note(with_options(answer, key), answer, key)
        # What the vendor said and only we may say now is marked so.
        is_ours_now = moved.get(key) in result.record.to_confirm
        marked = {"answer": wanted, "source": "vendor"} if is_ours_now else wanted
        assert after[moved.get(key, key)] == marked
    assert Counter(COMMENT.findall(result.old_text)) == Counter(COMMENT.findall(result.text))


def present_name(key: Data) -> Data:
    successor = MovedNames(LIBRARY).successor_of(key) if isinstance(key, str) else None
    return successor.name if successor and successor.name else key


def with_present_risk(risk: Data, kept: set[str]) -> Data:
    """Return an accepted risk as it stands after a migration that keeps some answers."""
    assert isinstance(risk, dict)
    key = risk["question"]
    if not isinstance(key, str) or key in kept:
        return risk
    answer = {"answer": with_options(risk["answer"], key)} if "answer" in risk else {}
    return {**risk, "question": present_name(key), **answer}


def with_present_changes(change: Data) -> Data:
    assert isinstance(change, dict)
    affects = change.get("affects")
    if not isinstance(affects, list):
        return change
    return {**change, "affects": [present_name(key) for key in affects]}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_rest_of_the_file_stays_but_for_names(path: Path) -> None:
    result = migrated(path)
    before, after = (
        parse_document(text.encode(), path.name).data for text in (result.old_text, result.text)
    )
    kept = {item.key for item in result.record.kept}
    risks, changes = before.get("accepted_risks"), before.get("changes")
    if isinstance(risks, list):
        before["accepted_risks"] = [with_present_risk(risk, kept) for risk in risks]
    if isinstance(changes, list):
        before["changes"] = [*map(with_present_changes, changes)]
    parts = {*before} - {"responses"}
    assert {part: after[part] for part in parts} == {part: before[part] for part in parts}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_to_migrate_again_changes_nothing(path: Path) -> None:
    once = migrated(path)
    assert once.text != once.old_text
    again = migrated(path, once.text)
    assert (again.text, again.record.moved) == (once.text, {})
    assert again.record.kept == once.record.kept


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_is_valid_afterwards_and_only_what_stays_is_outdated(path: Path, tmp_path: Path) -> None:
    result = migrated(path)
    target = tmp_path / path.name
    # When a condition was done, and who says so, is known to nobody but the people who wrote it.
    target.write_text(result.text.replace(", done: true}", "}"), encoding="utf-8")
    done = run("validate", str(target), "--format", "json", *DAY)
    problems = json.loads(done.stdout)["problems"]
    assert [problem for problem in problems if problem["level"] == "error"] == []
    codes = Counter(problem["code"] for problem in problems)
    assert codes["answer-outdated"] <= len(result.record.kept)
    homes = {item.key.partition("/")[0] for item in result.record.kept}
    assert codes["version-differs"] == len(homes)


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_assess_says_how_many_answers_would_move(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace(", done: true}", "}")
    (tmp_path / path.name).write_text(text, encoding="utf-8")
    count = len(migrated(path).record.moved)
    for command in ("assess", "precheck") if path == EXAMPLES[0] else ("assess",):
        done = run(command, str(tmp_path / path.name), "--no-input", *DAY)
        assert done.exit_code == 0
        found = re.search(r"^(\d+) answers? stands? under older names", done.stderr, re.MULTILINE)
        assert int(found.group(1) if found else 0) == count


SAYS_AS_MUCH = {
    ("hosting-support/deployment", "shared-cloud"),
    ("hosting-support/deployment", "on-premise"),
    ("security/customer-tests", "yes"),
    ("security/customer-tests", "agreed"),
}
"""Older options whose successor says all that they did."""


def test_an_option_that_says_less_than_the_older_one_leaves_a_note() -> None:
    names = MovedNames(LIBRARY)
    older = {
        entry.from_ if "/" in entry.from_ else f"{home}/{entry.from_}"
        for home, questionnaire in LIBRARY.items()
        for entry in questionnaire.renamed
    }
    moved = {
        (key, option): successor
        for key in older
        if (successor := names.successor_of(key))
        for option in successor.options
    }
    assert moved.keys() >= SAYS_AS_MUCH
    for (key, option), successor in moved.items():
        assert (option in successor.option_notes) != ((key, option) in SAYS_AS_MUCH), (key, option)
