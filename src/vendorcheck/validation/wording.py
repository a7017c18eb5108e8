"""Texts that are missing, too long, or don't ask."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.questionnaire import Questionnaire
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
"""The most characters that a text may have before a reader gives up."""
_QUESTION_MARKS: Final = "?\uff1f\ufe56\u061f\u037e\u055e\u1367\u2047\u2048\u2049\u203d"
"""Question marks: Latin, full-width, small, Arabic, Greek, Armenian, Ethiopic, doubled, joined with an exclamation mark."""
_GREEK: Final = re.compile(r"[\u0370-\u037d\u037f-\u03ff\u1f00-\u1fff]")
"""Most people who write Greek type a semicolon for its question mark."""
_OPENING_BRACKETS: Final = "([{\uff08\uff3b"
_CLOSING_BRACKETS: Final = ")]}\uff09\uff3d"


def wording_remarks(questionnaire: Questionnaire, sound_paths: set[DataPath]) -> Iterator[Remark]:
    """Everything that is wrong with the texts of a questionnaire.

    Args:
        questionnaire: what is checked.
        sound_paths: the paths of the questions whose options and bands are sound, so that their gaps are known.
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
        for place, part in _own_options_and_bands(question, path):
            yield from _length_remarks(part, place)
    for index, check in enumerate(questionnaire.checks):
        yield from _length_remarks(check, ("checks", index))


def _length_remarks(holder: object, path: DataPath) -> Iterator[Remark]:
    for key, most in MAX_TEXT_LENGTHS.items():
        text = getattr(holder, key, None)
        if isinstance(text, str) and len(text) > most:
            yield Remark(
                (*path, key),
                "text-length",
                f"{len(text)} characters are too many to read here; {most} are enough",
            )


def _question_mark_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    for key in ("ask", "plain"):
        text = getattr(question, key)
        if text and not ends_with_question_mark(text):
            yield Remark((*path, key), "question-mark", "a question ends in a question mark")


def ends_with_question_mark(text: str) -> bool:
    """Whether a text ends with a question mark of any script; closing signs and remarks in brackets may follow it."""
    marks = _QUESTION_MARKS if not _GREEK.search(text) else f"{_QUESTION_MARKS};"
    depth, words = 0, False
    for sign in reversed(text):
        if sign in marks and (depth <= 0 or not words):
            return True
        depth += (sign in _CLOSING_BRACKETS) - (sign in _OPENING_BRACKETS)
        if sign.isalnum():
            words = True
            if depth <= 0:
                return False
    return False


def _own_options_and_bands(
    question: BaseQuestion, path: DataPath
) -> Iterator[tuple[DataPath, Option | Band]]:
    """The question's own options or bands, with their places; shared option sets are looked at once, elsewhere."""
    for index, option in enumerate(question.own_options):
        yield (*path, "options", index), option
    for index, band in enumerate(question.own_bands):
        yield (*path, "bands", index), band


def _missing_wording_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    """Gaps without a finding or remedy, blockers without a clause. Where no gap has one, the question is told once.

    A question of weight 0 has no finding; if it is a blocker, a remedy leads to yes.
    """
    gaps = [outcome.wording for outcome in question.possible_results() if outcome.credit < 1]
    places = {id(part): place for place, part in _own_options_and_bands(question, path)}
    if gaps and question.counts_in_score and not question.finding:
        yield from _missing_text_remarks(gaps, "finding", "missing-finding", places, path)
    if gaps and (question.counts_in_score or question.blocker is not None) and not question.remedy:
        yield from _missing_text_remarks(gaps, "remedy", "missing-remedy", places, path)
    if question.blocker and gaps and not question.clause and not all(gap.clause for gap in gaps):
        hint = "say what the contract should demand"
        yield Remark(
            (*path, "blocker"),
            "blocker-without-clause",
            "this blocker has no clause",
            hint,
            at_key=True,
        )


def _missing_text_remarks(
    gaps: list[GapWording],
    key: Literal["finding", "remedy"],
    code: Literal["missing-finding", "missing-remedy"],
    places: dict[int, DataPath],
    path: DataPath,
) -> Iterator[Remark]:
    bare = [gap for gap in gaps if not getattr(gap, key)]
    if not bare:
        return
    hint = f'add "{key}" to it, or to the question for all of its gaps'
    texts = {"finding": "what the gap is called", "remedy": "what the vendor should change"}
    own = [places[id(gap)] for gap in bare if id(gap) in places]
    if len(bare) == len(gaps) or not own:
        own = [(*path, "id")]
    for place in dict.fromkeys(own):
        yield Remark(
            place,
            code,
            f"nothing says {texts[key]}",
            hint,
        )
