"""Check the options of a question and the credit that its answers earn."""

from collections.abc import Iterator, Mapping
from itertools import accumulate

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.model.questionnaire import MAX_SHARED_OPTIONS, Questionnaire
from vendorcheck.model.questions import (
    AnswerResult,
    BaseQuestion,
    Option,
    credit_missing_remark,
)
from vendorcheck.text.suggest import Suggester, suggested_name


def option_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on missing options, and on credit that only some options have."""
    if question.lacks_options:
        yield Remark(
            (*path, "type"),
            "missing-key",
            f'a {question.type} question needs "options" or an "option_set"',
        )
    elif question.kind_of_answer != "amount":
        yield from _missing_credit_remarks(question.own_options, (*path, "options"))


def _missing_credit_remarks(options: tuple[Option, ...], path: DataPath) -> Iterator[Remark]:
    has_credit = [option.credit is not None for option in options]
    if any(has_credit) and not all(has_credit):
        yield credit_missing_remark((*path, has_credit.index(False)))


def option_set_remarks(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Yield remarks on unknown or unused option sets, and on credit that only some options have."""
    name_by_path: dict[DataPath, str] = {
        (*path, "option_set"): question.option_set_name
        for path, _, question in questionnaire.located_questions()
        if question.option_set_name
    }
    unused_names = questionnaire.option_sets.keys() - set(name_by_path.values())
    hint_by_name = _hints_for_unknown_option_sets(questionnaire, name_by_path, unused_names)
    reported_names: set[str] = set()
    for path, name in name_by_path.items():
        # A name that resembles no used set is probably misspelt at the set: one mistake in all.
        if name in hint_by_name and not (
            name in reported_names
            and (not hint_by_name[name] or suggested_name(hint_by_name[name]) in unused_names)
        ):
            reported_names.add(name)
            yield Remark(
                path, "unknown-option-set", f'there is no option set "{name}"', hint_by_name[name]
            )
    yield from _too_many_options_remarks(questionnaire)
    suggested_names = set(map(suggested_name, hint_by_name.values()))
    # A question without options may have lost the line that named any of these sets.
    has_optionless_question = any(
        question.lacks_options for _, _, question in questionnaire.located_questions()
    )
    for name, options in questionnaire.option_sets.items():
        if name in unused_names and name not in suggested_names and not has_optionless_question:
            message = f'no question uses the option set "{name}"'
            yield Remark(("option_sets", name), "unused-option-set", message, at_key=True)
        yield from _missing_credit_remarks(options, ("option_sets", name))


def _too_many_options_remarks(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Yield a remark on the first question without its shared options, which are too many."""
    for path, _, question in questionnaire.located_questions():
        has_option_set = question.option_set_name in questionnaire.option_sets
        if has_option_set and not question.offered_options:
            yield Remark(
                (*path, "option_set"),
                "too-many-options",
                "with these, the questions that share option sets have more than "
                f"{MAX_SHARED_OPTIONS:,} options",
                "split the questionnaire into several files",
            )
            return


def _hints_for_unknown_option_sets(
    questionnaire: Questionnaire, name_by_path: Mapping[DataPath, str], unused_names: set[str]
) -> dict[str, str]:
    """Return hints by unknown name: the nearest option set, otherwise the only unused one."""
    option_sets, suggester = questionnaire.option_sets, Suggester()
    unknown_names = dict.fromkeys(name for name in name_by_path.values() if name not in option_sets)
    default_hint = (
        f'did you mean "{next(iter(unused_names))}"?'
        if len(unused_names) == len(unknown_names) == 1
        else ""
    )
    return {name: suggester.hint(name, option_sets) or default_hint for name in unknown_names}


def credit_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on unreachable credit, blockers that can't fail, and severities out of order.

    The credit of a question of weight 0 matters only to a blocker.
    """
    results = question.reachable_results()
    earned_credits = [result.credit for result in results]
    credit_range = (min(earned_credits), max(earned_credits)) if any(earned_credits) else None
    is_idle_blocker = question.blocker is not None and (
        credit_range is None or credit_range[0] >= question.blocker
    )
    if is_idle_blocker:
        yield Remark(
            (*path, "blocker"), "blocker-cannot-fail", "no answer fails this blocker", at_key=True
        )
    credit_matters = question.counts_in_score or question.blocker is not None
    if credit_matters and (
        (credit_range and credit_range[1] < 1) or (credit_range is None and _names_credit(question))
    ):
        yield Remark(
            (*path, "id"),
            "full-credit-unreachable",
            "no answer earns full credit",
            "let the best answer earn credit: 1",
        )
    if (
        question.counts_in_score
        and credit_range
        and credit_range[0] > 0
        and not is_idle_blocker
        and not question.any_answer_earns_full_credit
    ):
        yield Remark(
            (*path, "id"),
            "zero-credit-unreachable",
            "every answer earns credit",
            "let the worst answer earn credit: 0",
        )
    if question.counts_in_score:
        yield from _severity_order_remarks(question, path, results)


def _severity_order_remarks(
    question: BaseQuestion, path: DataPath, results: list[AnswerResult]
) -> Iterator[Remark]:
    """Yield a remark if an answer with more credit has a worse severity than one with less."""
    gaps = [
        (result.credit, SEVERITIES.index(result.worst_severity(question.severity)))
        for result in results
        if result.credit < 1
    ]
    # Of equal credit the worst comes first, so that it is only compared with those of less.
    gaps.sort(key=lambda gap: (gap[0], -gap[1]))
    mildest_so_far = accumulate((severity for _, severity in gaps), min)
    if any(
        mildest < severity for mildest, (_, severity) in zip(mildest_so_far, gaps[1:], strict=False)
    ):
        yield Remark(
            (*path, "id"),
            "severity-order",
            "an answer that earns more has a worse severity than one that earns less",
        )


def _names_credit(question: BaseQuestion) -> bool:
    """Return whether options or bands state a credit, even if it is 0."""
    return bool(question.own_bands) or any(
        option.credit is not None for option in question.offered_options
    )
