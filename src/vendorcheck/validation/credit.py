"""Check the options of a question and the credit that its answers earn."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.model.questionnaire import MAX_SHARED_OPTIONS, Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.text.suggest import Suggester, suggested_name


def option_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    """Yield remarks on missing options, and on credit that only some options have."""
    if question.lacks_options:
        message = f'a {question.type} question needs "options" or an "option_set"'
        yield Remark((*path, "type"), "missing-key", message)
        return
    has_credit = [option.credit is not None for option in question.own_options]
    if any(has_credit) and not all(has_credit):
        option_path = (*path, "options", has_credit.index(False))
        yield Remark(option_path, "credit-missing", *_CREDIT_MISSING)


_CREDIT_MISSING = (
    "some options earn credit and this one says nothing",
    "write credit: 0 if it earns none",
)


def option_set_remarks(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Yield remarks on unknown or unused option sets, and on credit that only some options have."""
    name_by_path = {
        (*path, "option_set"): question.option_set_name
        for path, _, question in questionnaire.located_questions()
        if question.option_set_name
    }
    used_names = set(name_by_path.values())
    unused_names = {name: None for name in questionnaire.option_sets if name not in used_names}
    unknown_names = {
        name: None for name in name_by_path.values() if name not in questionnaire.option_sets
    }
    only_unused = (
        next(iter(unused_names)) if len(unused_names) == 1 and len(unknown_names) == 1 else ""
    )
    suggester = Suggester()
    hint_by_name = {
        name: _option_set_hint(name, questionnaire, only_unused, suggester)
        for name in unknown_names
    }
    suggested_names = set(map(suggested_name, hint_by_name.values()))
    # A question without options may have lost the line that named any of these sets.
    has_optionless_question = any(
        question.lacks_options for _, _, question in questionnaire.located_questions()
    )
    reported_names: set[str] = set()
    for path, name in name_by_path.items():
        # A name that resembles no used set is probably misspelt at the set: one mistake in all.
        if name in unknown_names and not (
            name in reported_names
            and (not hint_by_name[name] or suggested_name(hint_by_name[name]) in unused_names)
        ):
            reported_names.add(name)
            yield Remark(
                path, "unknown-option-set", f'there is no option set "{name}"', hint_by_name[name]
            )
    yield from _too_many_options_remarks(questionnaire)
    for name, options in questionnaire.option_sets.items():
        if name in unused_names and name not in suggested_names and not has_optionless_question:
            message = f'no question uses the option set "{name}"'
            yield Remark(("option_sets", name), "unused-option-set", message, at_key=True)
        has_credit = [option.credit is not None for option in options]
        if any(has_credit) and not all(has_credit):
            yield Remark(
                ("option_sets", name, has_credit.index(False)), "credit-missing", *_CREDIT_MISSING
            )


def _too_many_options_remarks(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Yield a remark on the first question without its shared options, which are too many."""
    for path, _, question in questionnaire.located_questions():
        has_option_set = question.option_set_name in questionnaire.option_sets
        if has_option_set and not question.offered_options:
            message = (
                "with these, the questions that share option sets have more than "
                f"{MAX_SHARED_OPTIONS:,} options"
            )
            hint = "split the questionnaire into several files"
            yield Remark((*path, "option_set"), "too-many-options", message, hint)
            return


def _option_set_hint(
    name: str, questionnaire: Questionnaire, only_unused: str, suggester: Suggester
) -> str:
    """Return a hint that suggests the nearest option set, otherwise the only unused one."""
    hint = suggester.hint(name, questionnaire.option_sets)
    return hint or (f'did you mean "{only_unused}"?' if only_unused else "")


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
        hint = "let the best answer earn credit: 1"
        yield Remark((*path, "id"), "full-credit-unreachable", "no answer earns full credit", hint)
    if not question.counts_in_score:
        return
    if (
        credit_range
        and credit_range[0] > 0
        and not is_idle_blocker
        and not question.any_answer_earns_full_credit
    ):
        hint = "let the worst answer earn credit: 0"
        yield Remark((*path, "id"), "zero-credit-unreachable", "every answer earns credit", hint)
    gaps = [result for result in results if result.credit < 1]
    if _has_severities_out_of_order(
        [(gap.credit, SEVERITIES.index(gap.severity or question.severity)) for gap in gaps]
    ):
        message = "an answer that earns more has a worse severity than one that earns less"
        yield Remark((*path, "id"), "severity-order", message)


def _has_severities_out_of_order(ranks: list[tuple[Fraction, int]]) -> bool:
    """Return whether an answer with more credit has a worse severity than one with less.

    `ranks` are pairs of a credit and the position of a severity.
    """
    # Of equal credit the worst comes first, so that it is only compared with those of less.
    ranks = sorted(ranks, key=lambda rank: (rank[0], -rank[1]))
    mildest_so_far = accumulate((severity for _, severity in ranks), min)
    return any(
        mildest < severity
        for mildest, (_, severity) in zip(mildest_so_far, ranks[1:], strict=False)
    )


def _names_credit(question: BaseQuestion) -> bool:
    """Return whether options or bands state a credit, even if it is 0."""
    has_option_credit = any(option.credit is not None for option in question.offered_options)
    return has_option_credit or bool(question.own_bands)
