"""What can be wrong with the options of a question and with the credit that its answers earn."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate

from vendorcheck.document.problems import DataPath, Remark
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.model.questionnaire import MAX_SHARED_OPTIONS, Questionnaire
from vendorcheck.model.questions import BaseQuestion
from vendorcheck.text.suggest import Suggester, suggested_name


def option_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    """Options that are not there, and credit that only some of them have."""
    if question.lacks_options:
        message = f'a {question.type} question needs "options" or an "option_set"'
        yield Remark((*path, "type"), "missing-key", message)
        return
    given = [option.credit is not None for option in question.own_options]
    if any(given) and not all(given):
        place = (*path, "options", given.index(False))
        yield Remark(place, "credit-missing", *_CREDIT_MISSING)


_CREDIT_MISSING = (
    "some options earn credit and this one says nothing",
    "write credit: 0 if it earns none",
)


def option_set_remarks(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Option sets that are not there or that nobody uses, and credit that only some of their options have."""
    uses = {
        (*path, "option_set"): question.option_set_name
        for path, _, question in questionnaire.located_questions()
        if question.option_set_name
    }
    used = set(uses.values())
    unused = {name: None for name in questionnaire.option_sets if name not in used}
    absent = {name: None for name in uses.values() if name not in questionnaire.option_sets}
    only = next(iter(unused)) if len(unused) == 1 and len(absent) == 1 else ""
    hints = Suggester()
    meant = {name: _option_set_hint(name, questionnaire, only, hints) for name in absent}
    named = set(map(suggested_name, meant.values()))
    # A question without options may have lost the line that named any of these sets.
    optionless = any(question.lacks_options for _, _, question in questionnaire.located_questions())
    told: set[str] = set()
    for path, name in uses.items():
        # A name that resembles no set in use is rather wrong where the set is: one mistake, however many use it.
        if name in absent and not (
            name in told and (not meant[name] or suggested_name(meant[name]) in unused)
        ):
            told.add(name)
            yield Remark(
                path, "unknown-option-set", f'there is no option set "{name}"', meant[name]
            )
    yield from _too_many_options_remarks(questionnaire)
    for name, options in questionnaire.option_sets.items():
        if name in unused and name not in named and not optionless:
            message = f'no question uses the option set "{name}"'
            yield Remark(("option_sets", name), "unused-option-set", message, at_key=True)
        given = [option.credit is not None for option in options]
        if any(given) and not all(given):
            yield Remark(
                ("option_sets", name, given.index(False)), "credit-missing", *_CREDIT_MISSING
            )


def _too_many_options_remarks(questionnaire: Questionnaire) -> Iterator[Remark]:
    """The first question that got no options from its set, since there would be too many of them."""
    for path, _, question in questionnaire.located_questions():
        shared = question.option_set_name in questionnaire.option_sets
        if shared and not question.offered_options:
            message = f"with these, the questions that share option sets have more than {MAX_SHARED_OPTIONS:,} options"
            hint = "split the questionnaire into several files"
            yield Remark((*path, "option_set"), "too-many-options", message, hint)
            return


def _option_set_hint(
    name: str, questionnaire: Questionnaire, only_unused: str, suggester: Suggester
) -> str:
    """Which option set was probably meant: the nearest, else the only one that is not used."""
    hint = suggester.hint(name, questionnaire.option_sets)
    return hint or (f'did you mean "{only_unused}"?' if only_unused else "")


def credit_remarks(question: BaseQuestion, path: DataPath) -> Iterator[Remark]:
    """Credit that can't be reached, blockers that can't fail, severities in the wrong order.

    Where the weight is 0 only a blocker looks at the credit.
    """
    outcomes = question.reachable_results()
    earned = [outcome.credit for outcome in outcomes]
    reach = (min(earned), max(earned)) if any(earned) else None
    idle = question.blocker is not None and (reach is None or reach[0] >= question.blocker)
    if idle:
        yield Remark(
            (*path, "blocker"), "blocker-cannot-fail", "no answer fails this blocker", at_key=True
        )
    looked_at = question.counts_in_score or question.blocker is not None
    if looked_at and ((reach and reach[1] < 1) or (reach is None and _names_credit(question))):
        hint = "let the best answer earn credit: 1"
        yield Remark((*path, "id"), "full-credit-unreachable", "no answer earns full credit", hint)
    if not question.counts_in_score:
        return
    if reach and reach[0] > 0 and not idle and not question.any_answer_earns_full_credit:
        hint = "let the worst answer earn credit: 0"
        yield Remark((*path, "id"), "zero-credit-unreachable", "every answer earns credit", hint)
    gaps = [found for found in outcomes if found.credit < 1]
    if _has_severities_out_of_order(
        [(gap.credit, SEVERITIES.index(gap.severity or question.severity)) for gap in gaps]
    ):
        message = "an answer that earns more has a worse severity than one that earns less"
        yield Remark((*path, "id"), "severity-order", message)


def _has_severities_out_of_order(ranks: list[tuple[Fraction, int]]) -> bool:
    """Whether of some credits with their severities one with more credit is worse than one with less."""
    # Of equal credit the worst comes first, so that it is held against those with less.
    ranks = sorted(ranks, key=lambda rank: (rank[0], -rank[1]))
    mildest = accumulate((severity for _, severity in ranks), min)
    return any(before < severity for before, (_, severity) in zip(mildest, ranks[1:], strict=False))


def _names_credit(question: BaseQuestion) -> bool:
    """Whether options or bands name a credit at all, though it be none."""
    options = any(option.credit is not None for option in question.offered_options)
    return options or bool(question.own_bands)
