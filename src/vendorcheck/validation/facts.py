"""Check facts: they are never scored, and what is scored is no fact in disguise."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.conditions import Condition, KnownAnswer, Range, Truth, all_of
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import (
    BaseQuestion,
    GapWording,
    InvalidAnswer,
    Option,
    ParsedAnswer,
)
from vendorcheck.validation.reachability.candidates import boundary_amounts

_RATING_KEYS = frozenset({"severity", "weight", "blocker", *GapWording.model_fields})
_NO_RATING_KEYS = frozenset({"type", "options", "option_set", "unit", "whole"})
"""The keys of single types that say what an answer may be, not what it earns."""
_OPTION_RATING_KEYS = ("credit", "severity", *GapWording.model_fields)
_HINT = 'take it away, or take "fact" away'


def fact_remarks(
    question: BaseQuestion, path: DataPath, shared_options: tuple[Option, ...] = ()
) -> Iterator[Remark]:
    """Yield remarks on what would be scored, or is said of a gap, at a fact.

    Args:
        question: any question.
        path: its place in the file.
        shared_options: the options of its option set, if it uses one.
    """
    if not question.fact:
        return
    rating_keys = _RATING_KEYS | (question.credit_keys() - _NO_RATING_KEYS)
    for key in sorted(question.model_fields_set & rating_keys):
        yield _scored_fact_remark((*path, key), key)
    for index, option in enumerate(question.own_options):
        for key in _OPTION_RATING_KEYS:
            if key in option.model_fields_set:
                yield _scored_fact_remark((*path, "options", index, key), key)
                return  # all the options of a question are one mistake
    if any(
        not option.model_fields_set.isdisjoint(_OPTION_RATING_KEYS) for option in shared_options
    ):
        yield _scored_fact_remark((*path, "option_set"), "option_set")


def _scored_fact_remark(path: DataPath, key: str) -> Remark:
    message = (
        "these options earn credit, but a fact is never scored"
        if key == "option_set"
        else f'"{key}" has no place here: a fact is never scored'
    )
    return Remark(path, "scored-fact", message, _HINT, at_key=True)


def hiding_remarks(
    questionnaire: Questionnaire, sound_questions: Mapping[DataPath, BaseQuestion]
) -> Iterator[Remark]:
    """Yield a remark on each scored question whose better answer spares other scored ones.

    A path to yes would recommend that answer, though it may be a mere fact. Whoever writes
    `fact: false` has thought of it.

    Args:
        questionnaire: the questionnaire, without conditions that are wrong.
        sound_questions: its questions that answers can be checked against, by path.
    """
    hidden_by_gate: dict[str, list[str]] = {}
    gates = {
        question.id: question
        for question in sound_questions.values()
        if question.credit_range is not None and "fact" not in question.model_fields_set
    }
    for path, section, question in questionnaire.located_questions():
        conditions = [when for when in (section.when, question.when) if when]
        if not conditions or path not in sound_questions or question.credit_range is None:
            continue
        for name in _names_in(conditions, questionnaire.id):
            if name in gates and _better_answer_hides(gates[name], conditions, questionnaire.id):
                hidden_by_gate.setdefault(name, []).append(question.id)
    for path, gate in sound_questions.items():
        if hidden_ids := hidden_by_gate.get(gate.id):
            others = f" and {len(hidden_ids) - 1} more" if hidden_ids[1:] else ""
            yield Remark(
                (*path, "id"),
                "hides-questions",
                f'with a better answer "{hidden_ids[0]}"{others} would not be asked',
                "write fact: true if that is what the product is, "
                "or fact: false if it should be improved",
            )


def _names_in(conditions: list[Condition], questionnaire_id: str) -> list[str]:
    """Return the questions of a questionnaire that some conditions of its own name."""
    keys = (key for when in conditions for key in when.referenced_keys(questionnaire_id))
    named = (key.partition("/") for key in keys)
    return list(dict.fromkeys(name for home, _, name in named if home == questionnaire_id))


def _better_answer_hides(
    gate: BaseQuestion, conditions: list[Condition], questionnaire_id: str
) -> bool:
    """Return whether a full-credit answer makes the conditions fail, and a worse one does not."""
    gate_key = f"{questionnaire_id}/{gate.id}"
    tests = [
        test
        for when in conditions
        for key, test, _ in when.references(questionnaire_id)
        if key == gate_key
    ]
    full_credit_hides = worse_asks = False
    for known, credit in _answers_with_credit(gate, tests):
        if (credit == 1 and full_credit_hides) or (credit < 1 and worse_asks):
            continue
        holds = _truth(conditions, questionnaire_id, gate_key, known)
        full_credit_hides |= credit == 1 and holds is False
        worse_asks |= credit < 1 and holds is not False
    return full_credit_hides and worse_asks


def _truth(
    conditions: list[Condition], questionnaire_id: str, gate_key: str, known: KnownAnswer
) -> Truth:
    """Return whether conditions hold while nothing but one answer is known."""
    return all_of(
        *(
            when.evaluate(lambda key: known if key == gate_key else _OPEN, questionnaire_id)
            for when in conditions
        )
    )


_OPEN = KnownAnswer(True, "open")


def _answers_with_credit(
    gate: BaseQuestion, tests: list[tuple[str, ...] | Range]
) -> Iterator[tuple[KnownAnswer, Fraction]]:
    """Yield each option, and an amount of each kind that bands and tests tell apart."""
    for option in gate.offered_options:
        takes_several = gate.kind_of_answer == "options"
        with suppress(InvalidAnswer):  # an id with blanks around it can't be answered
            parsed_answer = gate.parse_answer((option.id,) if takes_several else option.id)
            result = gate.result_of(parsed_answer, date.max)
            if result is None:
                continue
            yield KnownAnswer(True, "answered", parsed_answer.options), result.credit
    if gate.kind_of_answer == "amount":
        limits = [
            limit
            for test in tests
            if isinstance(test, Range)
            for limit in (test.at_least, test.at_most)
            if limit is not None
        ]
        for amount in boundary_amounts([*limits, *gate.band_limits], gate.smallest_amount):
            result = gate.result_of(ParsedAnswer("", "", amount=amount), date.max)
            if result is not None:
                yield KnownAnswer(True, "answered", amount=amount), result.credit
