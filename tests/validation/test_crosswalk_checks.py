"""Crosswalks that no case shows: too long ones, and those to questionnaires with errors."""

from collections.abc import Mapping
from pathlib import Path

from running import run
from vendorcheck.model.crosswalk import MAX_ENTRIES, Crosswalk
from vendorcheck.store.library import Library
from vendorcheck.validation.crosswalks import check_crosswalk

IDS = {"caiq-4.0": frozenset(("IAM-14.1",))}


def crosswalk(*maps: Mapping[str, object], to: str = "sso") -> Crosswalk:
    return Crosswalk.model_validate(
        {
            "vendorcheck": "crosswalk/1",
            "from": {"framework": "caiq", "version": "4.0"},
            "to": {"questionnaire": to, "version": "2.0"},
            "maps": list(maps),
        }
    )


def codes(one: Crosswalk, unsound: frozenset[str] = frozenset()) -> set[str]:
    return {remark.code for remark in check_crosswalk(one, Library(), IDS, unsound)}


def test_a_crosswalk_has_at_most_as_many_entries_as_a_questionnaire_has_questions() -> None:
    entry: dict[str, object] = {"source": "IAM-14.1", "relation": "none"}
    assert codes(crosswalk(*[entry] * MAX_ENTRIES)) == {"repeated-entry"}
    assert codes(crosswalk(*[entry] * (MAX_ENTRIES + 1))) == {"too-many-entries"}


def test_what_has_errors_of_its_own_is_not_checked_against() -> None:
    wrong: dict[str, object] = {
        "source": "IAM-14.1",
        "question": "mfa",
        "relation": "equal",
        "answers": {"Yes": "x"},
    }
    assert codes(crosswalk(wrong)) == {"unknown-option"}
    assert codes(crosswalk(wrong), frozenset(("sso/mfa",))) == set()
    assert codes(crosswalk({**wrong, "question": "none"}), frozenset(("sso",))) == set()
    assert codes(crosswalk(wrong, to="nobody"), frozenset(("nobody",))) == set()


def test_a_question_that_may_be_lost_is_not_said_to_be_missing(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "vendorcheck: questionnaire/1\nid: own\nversion: '1'\ntitle: Own\nsections:\n"
        "  - {id: a, title: A, questions: [{id: [x], type: yes_no, ask: 'Is it?'}]}\n",
        "utf-8",
    )
    (tmp_path / "map.yaml").write_text(
        "vendorcheck: crosswalk/1\nfrom: {framework: caiq, version: '4.0'}\n"
        "to: {questionnaire: own, version: '1'}\n"
        "maps: [{source: IAM-14.1, question: lost, relation: related}]\n",
        "utf-8",
    )
    result = run("validate", str(tmp_path))
    assert result.exit_code == 1
    assert "own.yaml" in result.stdout
    assert "map.yaml" not in result.stdout
