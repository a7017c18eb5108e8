"""Check texts that are missing, too long, or not questions."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.questionnaire import Check, Questionnaire
from vendorcheck.model.questions import Band, BaseQuestion, GapWording, Option

MAX_TEXT_LENGTHS = {
    "title": 100,
    "ask": 300,
    "plain": 300,
    "label": 160,
    "message": 300,
    "finding": 200,
    "summary": 400,
    "why": 600,
    "where_to_look": 600,
    "verify": 600,
    "remedy": 600,
    "clause": 800,
}
"""The most characters of each text, above which a reader gives up."""
_QUESTION_MARKS: Final = "?\uff1f\ufe56\u061f\u037e\u055e\u1367\u2047\u2048\u2049\u203d"
"""Question marks: Latin, wide, small, Arabic, Greek, Armenian, Ethiopic, double, interrobang."""
_GREEK: Final = re.compile(r"[\u0370-\u037d\u037f-\u03ff\u1f00-\u1fff]")
"""Greek letters: most people who write Greek type a semicolon for its question mark."""
_OPENING_BRACKETS: Final = "([{\uff08\uff3b"
_CLOSING_BRACKETS: Final = ")]}\uff09\uff3d"


def wording_remarks(questionnaire: Questionnaire, sound_paths: set[DataPath]) -> Iterator[Remark]:
    """Yield everything that is wrong with the texts of a questionnaire.

    Args:
        questionnaire: the questionnaire.
        sound_paths: the paths of the questions whose options and bands are right, so that their
            gaps are known.
    """
    yield from _length_remarks(questionnaire, ())
    for number, section in enumerate(questionnaire.sections):
        yield from _length_remarks(section, ("sections", number))
    for name, options in questionnaire.option_sets.items():
        for index, option in enumerate(options):
            yield from _length_remarks(option, ("option_sets", name, index))
    for path, _, question in questionnaire.located_questions():
        yield from _length_remarks(question, path)
        yield from _question_mark_remarks(question, path)
        if path in sound_paths:
            yield from _missing_wording_remarks(question, path)
        for part_path, part in _own_options_and_bands(question, path):
            yield from _length_remarks(part, part_path)
    for index, check in enumerate(questionnaire.checks):
        yield from _length_remarks(check, ("checks", index))
        if check.kind == "requirement":
            yield from _requirement_remarks(check, ("checks", index))


def _requirement_remarks(check: Check, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on a requirement without a remedy, and on one that blocks without a clause."""
    if not check.remedy:
        yield Remark(
            (*path, "id"),
            "missing-remedy",
            "nothing says what the vendor should change",
            'add "remedy" to the requirement',
        )
    if check.blocker and not check.clause:
        yield Remark(
            (*path, "blocker"),
            "blocker-without-clause",
            "this blocker has no clause",
            "say what the contract should demand",
            at_key=True,
        )


def _length_remarks(holder: object, path: DataPath) -> Iterator[Remark]:
    for key, max_length in MAX_TEXT_LENGTHS.items():
        text = getattr(holder, key, None)
        if isinstance(text, str) and len(text) > max_length:
            yield Remark(
                (*path, key),
                "text-length",
                f"{len(text)} characters are too many to read here; {max_length} are enough",
            )


def _question_mark_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    for key in ("ask", "plain"):
        text = getattr(question, key)
        if text and not ends_with_question_mark(text):
            yield Remark((*path, key), "question-mark", "a question ends in a question mark")


def ends_with_question_mark(text: str) -> bool:
    """Return whether a text ends with a question mark of any script.

    Closing signs and remarks in brackets may follow it.
    """
    marks = _QUESTION_MARKS if not _GREEK.search(text) else f"{_QUESTION_MARKS};"
    depth, has_words = 0, False
    for character in reversed(text):
        if character in marks and (depth <= 0 or not has_words):
            return True
        depth += (character in _CLOSING_BRACKETS) - (character in _OPENING_BRACKETS)
        if character.isalnum():
            has_words = True
            if depth <= 0:
                return False
    return False


def _own_options_and_bands(
    question: BaseQuestion, path: DataPath
) -> Iterator[tuple[DataPath, Option | Band]]:
    """Yield the question's own options or bands, with their paths.

    Shared option sets are checked once, elsewhere.
    """
    for index, option in enumerate(question.own_options):
        yield (*path, "options", index), option
    for index, band in enumerate(question.own_bands):
        yield (*path, "bands", index), band


def _missing_wording_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on gaps without a finding or remedy, and on blockers without a clause.

    Where no gap has one, the question gets one remark. A question of weight 0 has no finding; if it
    is a blocker, a remedy leads to yes.
    """
    if question.fact:
        return
    gaps = [result.wording for result in question.possible_results() if result.credit < 1]
    path_by_part = {
        id(part): part_path for part_path, part in _own_options_and_bands(question, path)
    }
    if gaps and question.counts_in_score and not question.finding:
        yield from _missing_text_remarks(gaps, "finding", "missing-finding", path_by_part, path)
    if gaps and (question.counts_in_score or question.blocker is not None) and not question.remedy:
        yield from _missing_text_remarks(gaps, "remedy", "missing-remedy", path_by_part, path)
    if question.blocker and gaps and not question.clause and not all(gap.clause for gap in gaps):
        yield Remark(
            (*path, "blocker"),
            "blocker-without-clause",
            "this blocker has no clause",
            "say what the contract should demand",
            at_key=True,
        )


def _missing_text_remarks(
    gaps: list[GapWording],
    key: Literal["finding", "remedy"],
    code: Literal["missing-finding", "missing-remedy"],
    path_by_part: dict[int, DataPath],
    path: DataPath,
) -> Iterator[Remark]:
    gaps_without_text = [gap for gap in gaps if not getattr(gap, key)]
    if not gaps_without_text:
        return
    descriptions = {"finding": "what the gap is called", "remedy": "what the vendor should change"}
    paths = [path_by_part[id(gap)] for gap in gaps_without_text if id(gap) in path_by_part]
    if len(gaps_without_text) == len(gaps) or not paths:
        paths = [(*path, "id")]
    for wording_path in dict.fromkeys(paths):
        yield Remark(
            wording_path,
            code,
            f"nothing says {descriptions[key]}",
            f'add "{key}" to it, or to the question for all of its gaps',
        )
