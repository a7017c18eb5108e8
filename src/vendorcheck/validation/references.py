"""Check the questions that a condition names: they exist, fit the test and are asked before it."""

from collections.abc import Iterator, Mapping, Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Literal

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.conditions import Condition, DayLimit, Range
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.quantities.spellings import duration_hint
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import BaseQuestion, choose_from_hint, label_hint
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.older_names import (
    older_name_remark,
    quoted_list,
    successor_in_condition,
    with_present_options,
)

QuestionnaireLibrary = Mapping[str, Questionnaire]
OWN_QUESTIONNAIRE_HINT = (
    'list the file of your own one in the policy, under "questionnaires", '
    "and name the policy (--policy, VENDORCHECK_POLICY)"
)
"""The hint where no known questionnaire has a similar name."""
_MAX_SHOWN = 40
"""The most characters of a wrong name that a message repeats."""


@dataclass(frozen=True)
class Referrer:
    """The owner of a condition, and what the condition may refer to.

    `questionnaire_id` is the questionnaire of unqualified names, empty for a policy.
    `own_questions` are the ids of the owner's question or questions. `earlier_questions` are the
    questions of that questionnaire that come before; None if all of them do. `unsound_ids` are the
    questionnaires and questions (`questionnaire/question`) with errors of their own; references to
    them are not reported.
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
    """Yield everything that is wrong with the references of one condition."""
    yield from _empty_condition_remarks(condition, path)
    for key, test, reference_path in condition.references(referrer.questionnaire_id, path):
        questionnaire_id, _, question_id = key.partition("/")
        if questionnaire_id in referrer.unsound_ids:
            continue
        if not questionnaire_id or questionnaire_id not in library:
            yield _unknown_questionnaire_remark(
                questionnaire_id, question_id, reference_path, library, referrer.suggester
            )
        elif referrer.kind == "tier" and (
            successor := successor_in_condition(MovedNames(library), key, test)
        ):
            yield older_name_remark(key, successor, reference_path, test)
            present_question = MovedNames(library).question(successor.name or "")
            if present_question:
                yield from _test_remarks(
                    present_question,
                    with_present_options(test, successor),
                    reference_path,
                    referrer.suggester,
                )
        elif question_id not in library[questionnaire_id].questions:
            yield _unknown_question_remark(key, library, reference_path, referrer.suggester)
        elif questionnaire_id == referrer.questionnaire_id and (
            order_remark := _order_remark(question_id, referrer)
        ):
            yield replace(order_remark, path=reference_path)
        elif key not in referrer.unsound_ids:
            yield from _test_remarks(
                library[questionnaire_id].questions[question_id],
                test,
                reference_path,
                referrer.suggester,
            )


def names_unsound(condition: Condition, questionnaire_id: str, unsound_ids: frozenset[str]) -> bool:
    """Return whether a condition names an unsound question or questionnaire.

    `questionnaire_id` is the questionnaire of unqualified names.
    """
    return any(
        not unsound_ids.isdisjoint((key, key.partition("/")[0]))
        for key in condition.referenced_keys(questionnaire_id)
    )


def _order_remark(name: str, referrer: Referrer) -> Remark | None:
    """Return a remark if a question is not asked before the condition that names it.

    The caller sets its path.
    """
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
    key: str, library: QuestionnaireLibrary, path: DataPath, suggester: Suggester
) -> Remark:
    questionnaire_id, _, name = key.partition("/")
    questionnaire = library[questionnaire_id]
    return Remark(
        path,
        "unknown-question",
        f'questionnaire "{questionnaire.id}" has no question "{name[:_MAX_SHOWN]}"',
        successor_hint(key, library) or suggester.hint(name, questionnaire.questions),
        at_key=True,
    )


def successor_hint(key: str, library: QuestionnaireLibrary) -> str:
    """Return a hint on what became of an older question; empty if nothing is declared."""
    names = MovedNames(library)
    successor = names.successor_of(key)
    if successor is None:
        return ""
    if successor.name is None:
        look = f"; look at {quoted_list(successor.see)}" if successor.see else ""
        return f"it was removed{look}"
    if names.question(successor.name) is None:
        return ""
    home_id, _, name = successor.name.partition("/")
    present_name = name if home_id == key.partition("/")[0] else successor.name
    return f'it is called "{present_name}" now'


def _unknown_questionnaire_remark(
    questionnaire_id: str,
    name: str,
    path: DataPath,
    library: QuestionnaireLibrary,
    suggester: Suggester,
) -> Remark:
    if not questionnaire_id:
        return Remark(
            path,
            "unknown-questionnaire",
            f'"{name}" does not say of which questionnaire',
            "write questionnaire/question",
            at_key=True,
        )
    return Remark(
        path,
        "unknown-questionnaire",
        f'there is no questionnaire "{questionnaire_id}"',
        suggester.hint(questionnaire_id, library) or OWN_QUESTIONNAIRE_HINT,
        at_key=True,
    )


def _empty_condition_remarks(condition: Condition, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on conditions without content, which would always hold, or never."""
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
    for part, part_path in parts:
        yield from _empty_condition_remarks(part, part_path)


def _test_remarks(
    question: BaseQuestion, test: tuple[str, ...] | Range, path: DataPath, suggester: Suggester
) -> Iterator[Remark]:
    if isinstance(test, Range):
        yield from _range_remarks(question, test, path)
        return
    if not question.offered_options:
        hint = "compare its amount: {at_least: 100}" if question.kind_of_answer == "amount" else ""
        yield Remark(path, "reference-test", f'"{question.id}" offers no options', hint)
        return
    position_by_option = question.option_positions
    for index, option in enumerate(test):
        if option not in position_by_option:
            hint = (
                _spelling_hint(question, option)
                or label_hint(option, question.offered_options)
                or suggester.hint(option, position_by_option)
                or choose_from_hint([*position_by_option])
            )
            yield Remark(
                (*path, index),
                "unknown-option",
                f'"{option}" is none of the options of "{question.id}"',
                hint,
            )


def _spelling_hint(question: BaseQuestion, option: str) -> str:
    """Return a hint with the option that is spelt differently here; empty if there is none.

    An answer may say true, a condition only yes.
    """
    option_id = question.option_spellings.get(option.strip().lower())
    return f'did you mean "{option_id}"?' if option_id else ""


def _range_remarks(question: BaseQuestion, test: Range, path: DataPath) -> Iterator[Remark]:
    if question.kind_of_answer != "amount":
        yield Remark(
            path,
            "reference-test",
            f'"{question.id}" has no amount to compare',
            "write the options that it should be one of: [one, two]"
            if question.offered_options
            else "only numbers and durations can be compared",
        )
        return
    if test.at_least is None and test.at_most is None:
        yield Remark(
            path,
            "empty-value",
            "this comparison has no limit",
            "write {at_least: 100} or {at_most: 100}",
        )
    for key, limit in (("at_least", test.at_least), ("at_most", test.at_most)):
        if limit is not None and isinstance(limit, DayLimit) != question.amounts_are_time_spans:
            limit_kind = "a duration" if isinstance(limit, DayLimit) else "a plain number"
            yield Remark(
                (*path, key),
                "reference-test",
                f'this is {limit_kind}, but "{question.id}" is answered by {question.example()}',
                duration_hint(limit.source_text) if question.amounts_are_time_spans else "",
            )
