"""What can be wrong with the options of a question and with the credit that its answers earn."""

from collections.abc import Iterator
from itertools import pairwise

from vendorcheck.fields import SEVERITIES
from vendorcheck.problems import Path, Remark, nearest
from vendorcheck.questionnaire import Questionnaire
from vendorcheck.questions import BaseQuestion
from vendorcheck.questions.choice import OptionsQuestion
from vendorcheck.questions.text import WordsQuestion


def option_remarks(question: BaseQuestion, path: Path) -> Iterator[Remark]:
    """Options that are not there, and credit that only some of them have."""
    if not isinstance(question, OptionsQuestion):
        return
    if not question.options and not question.option_set:
        kind = getattr(question, "type", "")
        message = f'a {kind} question needs "options" or an "option_set"'
        yield Remark((*path, "type"), "missing-key", message)
        return
    given = [option.credit is not None for option in question.offered]
    if any(given) and not all(given) and not question.option_set:
        place = (*path, "options", given.index(False))
        yield Remark(place, "credit-missing", *_SAYS_NOTHING)


_SAYS_NOTHING = (
    "some options earn credit and this one says nothing",
    "write credit: 0 if it earns none",
)


def option_set_remarks(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Option sets that are not there or that nobody uses, and credit that only some of their options have."""
    used = set()
    for path, _, question in questionnaire.places():
        if isinstance(question, OptionsQuestion) and question.option_set:
            used.add(question.option_set)
            if question.option_set not in questionnaire.option_sets:
                message = f'there is no option set "{question.option_set}"'
                hint = nearest(question.option_set, questionnaire.option_sets)
                yield Remark((*path, "option_set"), "unknown-option-set", message, hint)
    for name, options in questionnaire.option_sets.items():
        if name not in used:
            message = f'no question uses the option set "{name}"'
            yield Remark(("option_sets", name), "unused-option-set", message, at_key=True)
        given = [option.credit is not None for option in options]
        if any(given) and not all(given):
            yield Remark(("option_sets", name, given.index(False)), "credit-missing", *_SAYS_NOTHING)


def credit_remarks(question: BaseQuestion, path: Path) -> Iterator[Remark]:
    """Credit that can't be reached, blockers that can't fail, severities in the wrong order."""
    reach = question.credits
    idle = question.blocker is not None and (reach is None or reach[0] >= question.blocker)
    if idle:
        yield Remark((*path, "blocker"), "blocker-cannot-fail", "no answer fails this blocker", at_key=True)
    if (reach and reach[1] < 1) or (reach is None and _says_credit(question)):
        hint = "let the best answer earn credit: 1"
        yield Remark((*path, "id"), "full-credit-unreachable", "no answer earns full credit", hint)
    if reach and reach[0] > 0 and not idle and not isinstance(question, WordsQuestion):
        hint = "let the worst answer earn credit: 0"
        yield Remark((*path, "id"), "zero-credit-unreachable", "every answer earns credit", hint)
    gaps = sorted((found for found in question.outcomes() if found.credit < 1), key=lambda gap: gap.credit)
    ranks = [(gap.credit, SEVERITIES.index(gap.severity or question.severity)) for gap in gaps]
    if any(worse[0] < better[0] and worse[1] < better[1] for worse, better in pairwise(ranks)):
        message = "an answer that earns more has a worse severity than one that earns less"
        yield Remark((*path, "id"), "severity-order", message)


def _says_credit(question: BaseQuestion) -> bool:
    """Whether options or bands name a credit at all, though it be none."""
    parts = (*question.offered, *(getattr(question, "bands", None) or ()))
    return any(part.credit is not None for part in parts)
