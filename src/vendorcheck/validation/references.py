"""The questions that a condition names: are they there, can they be asked that, do they come before it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Literal

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.conditions import Condition, DayLimit, Range
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, choose_from_hint
from vendorcheck.text.suggest import Suggester

QuestionnaireLibrary = Mapping[str, Questionnaire]
OWN_QUESTIONNAIRE_HINT = "one of your own is known beside the policy (--policy, VENDORCHECK_POLICY), or among the files of validate"
"""The hint where no known questionnaire has a similar name."""
_MAX_SHOWN = 40
"""So many characters of a wrong name are repeated."""


@dataclass(frozen=True)
class Referrer:
    """Who refers: `home` is the questionnaire of unqualified names, "" where there is none (a policy).

    `what` is it whose condition refers, and `own` are the ids of its question or questions. `earlier` are the questions
    of that questionnaire that come before; None: all of them do. `unsound` are the questionnaires and the
    questions (`questionnaire/question`) that are wrong in themselves, so that nothing is held against them.
    """

    questionnaire_id: str
    kind: Literal["question", "section", "check", "tier"]
    own_questions: frozenset[str] = frozenset()
    earlier_questions: AbstractSet[str] | None = None
    unsound_ids: frozenset[str] = frozenset()
    suggester: Suggester = field(default_factory=Suggester, compare=False)


def reference_remarks(
    condition: Condition, path: DataPath, referrer: Referrer, library: QuestionnaireLibrary
) -> Iterator[Remark]:
    """Everything that is wrong with the references of one condition."""
    yield from _empty_condition_remarks(condition, path)
    for key, test, place in condition.references(referrer.questionnaire_id, path):
        home, _, name = key.partition("/")
        if home in referrer.unsound_ids:
            continue
        if not home or home not in library:
            yield _unknown_questionnaire_remark(home, name, place, library, referrer.suggester)
        elif name not in library[home].questions:
            yield _unknown_question_remark(library[home], name, place, referrer.suggester)
        elif home == referrer.questionnaire_id and (late := _order_remark(name, referrer)):
            yield replace(late, path=place)
        elif key not in referrer.unsound_ids:
            yield from _test_remarks(library[home].questions[name], test, place, referrer.suggester)


def _order_remark(name: str, referrer: Referrer) -> Remark | None:
    """What is wrong if a question is not asked before the condition that names it, whose place is still to be set."""
    if name in referrer.own_questions:
        message = (
            "a question's condition can't depend on its own answer"
            if referrer.kind == "question"
            else "a section's condition can't depend on a question of that section"
        )
        return Remark((), "reference-self", message, at_key=True)
    if referrer.earlier_questions is not None and name not in referrer.earlier_questions:
        hint = f'move "{name}" to an earlier place'
        return Remark((), "reference-later", f'"{name}" is asked only later', hint, at_key=True)
    return None


def _unknown_question_remark(
    questionnaire: Questionnaire, name: str, place: DataPath, suggester: Suggester
) -> Remark:
    message = f'questionnaire "{questionnaire.id}" has no question "{name[:_MAX_SHOWN]}"'
    hint = suggester.hint(name, questionnaire.questions)
    return Remark(place, "unknown-question", message, hint, at_key=True)


def _unknown_questionnaire_remark(
    questionnaire_id: str,
    name: str,
    place: DataPath,
    library: QuestionnaireLibrary,
    suggester: Suggester,
) -> Remark:
    if not questionnaire_id:
        hint = "write questionnaire/question"
        return Remark(
            place,
            "unknown-questionnaire",
            f'"{name}" does not say of which questionnaire',
            hint,
            at_key=True,
        )
    hint = suggester.hint(questionnaire_id, library) or OWN_QUESTIONNAIRE_HINT
    return Remark(
        place,
        "unknown-questionnaire",
        f'there is no questionnaire "{questionnaire_id}"',
        hint,
        at_key=True,
    )


def _empty_condition_remarks(condition: Condition, path: DataPath) -> Iterator[Remark]:
    """Conditions that say nothing: they would always hold, or never."""
    parts = [
        (part, (*path, key, index))
        for key in ("all", "any")
        for index, part in enumerate(getattr(condition, key) or ())
    ]
    if condition.not_ is not None:
        parts.append((condition.not_, (*path, "not")))
    if not parts and not condition.tests:
        yield Remark(
            path,
            "empty-value",
            "this condition says nothing",
            "name a question and its options, or leave it out",
        )
    for part, place in parts:
        yield from _empty_condition_remarks(part, place)


def _test_remarks(
    question: BaseQuestion, test: tuple[str, ...] | Range, place: DataPath, suggester: Suggester
) -> Iterator[Remark]:
    if isinstance(test, Range):
        yield from _range_remarks(question, test, place)
        return
    if not question.offered_options:
        hint = "compare its amount: {at_least: 100}" if question.kind_of_answer == "amount" else ""
        yield Remark(place, "reference-test", f'"{question.id}" offers no options', hint)
        return
    ids = question.option_positions
    for index, option in enumerate(test):
        if option not in ids:
            hint = (
                _spelling_hint(question, option)
                or suggester.hint(option, ids)
                or choose_from_hint([*ids])
            )
            message = f'"{option}" is none of the options of "{question.id}"'
            yield Remark((*place, index), "unknown-option", message, hint)


def _spelling_hint(question: BaseQuestion, option: str) -> str:
    """The option that is written otherwise: an answer may say true, a condition only yes."""
    found = question.option_spellings.get(option.strip().lower())
    return f'did you mean "{found}"?' if found else ""


def _range_remarks(question: BaseQuestion, test: Range, place: DataPath) -> Iterator[Remark]:
    if question.kind_of_answer != "amount":
        options = "write the options that it should be one of: [one, two]"
        hint = options if question.offered_options else "only numbers and durations can be compared"
        yield Remark(place, "reference-test", f'"{question.id}" has no amount to compare', hint)
        return
    if test.at_least is None and test.at_most is None:
        hint = "write {at_least: 100} or {at_most: 100}"
        yield Remark(place, "empty-value", "this comparison has no limit", hint)
    for key, limit in (("at_least", test.at_least), ("at_most", test.at_most)):
        if limit is not None and isinstance(limit, DayLimit) != question.amounts_are_time_spans:
            what = "a duration" if isinstance(limit, DayLimit) else "a plain number"
            message = f'this is {what}, but "{question.id}" is answered by {question.example()}'
            yield Remark((*place, key), "reference-test", message)
