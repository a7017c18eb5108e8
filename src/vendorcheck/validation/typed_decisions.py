"""Read what a person types about a decision: the decision, its conditions, which one is done."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NoReturn, cast, get_args

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.model.decisions import DecidedCondition, Decision, NewCondition
from vendorcheck.model.fields import Verdict, parse_day
from vendorcheck.model.quantities.dates import date_correction_hint
from vendorcheck.text.safe import MAX_QUOTE_LENGTH, one_line, short_name
from vendorcheck.text.suggest import Suggester

CONDITION_FORM: Final = "OWNER by DATE: TEXT"
CONDITION_EXAMPLE: Final = "legal by 2026-12-31, before go-live: Contract signed"
_CONDITIONS: Final = tuple(
    re.compile(
        rf"(?P<owner>[^:]*?)\bby\s+(?P<due>{day})(?:\s*,?\s+before\s+(?P<before>[^:]*))?\s*:"
        r"(?P<text>.*)",
        re.DOTALL | re.IGNORECASE,
    )
    # The second only tells how to write the day.
    for day in (r"\d{4}-\d\d-\d\d", r"[^:,]+?")
)


def parse_decision(text: str) -> Verdict:
    """Read a decision: the id of a verdict, or its words.

    Raises:
        VendorcheckError: it is none; the message lists those that there are.
    """
    choices = get_args(Verdict)
    decision = "-".join(text.lower().replace("-", " ").split())
    if decision in choices:
        return cast("Verdict", decision)
    hint = Suggester().hint(decision, choices)
    suggestion = f"; {hint}" if hint else ""
    raise VendorcheckError(
        f'--decision takes {", ".join(choices)}, not "{short_name(text)}"{suggestion}'
    )


def parse_condition(text: str, decided_on: date) -> NewCondition:
    """Read a condition such as `legal by 2026-12-31, before go-live: Contract signed`.

    Raises:
        VendorcheckError: it has no owner, no day or no text, or the day lies before the decision.
    """
    match = next(filter(None, (form.fullmatch(text.strip()) for form in _CONDITIONS)), None)
    if match is None:
        _refuse(text, "does not say who must do what by which day")
    owner, task = match["owner"].strip(" \t\n,"), match["text"].strip()
    before = match["before"].strip() if match["before"] else None
    if not owner:
        _refuse(text, "has no owner")
    if not task:
        _refuse(text, "says nothing that must be done")
    due = _parse_day(match["due"].strip(), f'the day of the condition "{_shown(text)}"')
    if due < decided_on:
        _refuse(text, f"would be due on {due}, before it is decided on {decided_on}")
    return NewCondition(task, owner, due, before or None)


def parse_due_day(text: str, decided_on: date) -> date:
    """Read the day by which proposed conditions are due.

    Raises:
        VendorcheckError: it is no day, or lies before the decision.
    """
    due = _parse_day(text, "the day of the proposed conditions")
    if due < decided_on:
        raise VendorcheckError(
            f"the proposed conditions can't be due on {due}: they are decided on {decided_on}"
        )
    return due


def _parse_day(text: str, name: str) -> date:
    try:
        return parse_day(text)
    except ValueError:
        hint = date_correction_hint(text) or "write one such as 2026-12-31"
        raise VendorcheckError(f'{name} is none: "{short_name(text)}"; {hint}') from None


def _refuse(text: str, fault: str) -> NoReturn:
    raise VendorcheckError(
        f'the condition "{_shown(text)}" {fault}; write it as "{CONDITION_EXAMPLE}" '
        f"({CONDITION_FORM})"
    )


def _shown(text: str) -> str:
    return short_name(text, MAX_QUOTE_LENGTH)


def find_condition_to_mark(decision: Decision, text: str, done_on: date) -> int:
    """Return the index of a condition that a person says is done.

    Raises:
        VendorcheckError: which one is meant is not clear, it is done already, or it would be done
            before the decision.
    """
    index = find_condition(decision.conditions, text)
    condition = decision.conditions[index]
    name = f'condition {index + 1}, "{_shown(condition.text)}",'
    if condition.done_on is not None or condition.done_by is not None:
        said = ", ".join(
            f"{key}: {value}"
            for key, value in (("done_on", condition.done_on), ("done_by", condition.done_by))
            if value is not None
        )
        raise VendorcheckError(f"{name} says so already ({said}); mend it in the file if need be")
    if done_on < decision.decided_on:
        raise VendorcheckError(
            f"{name} can't be done on {done_on}: it was decided on {decision.decided_on}"
        )
    return index


def find_condition(conditions: Sequence[DecidedCondition], text: str) -> int:
    """Return the index of the condition that a number, counted from 1, or some of its text names.

    Raises:
        VendorcheckError: no condition has that, or several have; the message lists them.
    """
    words = one_line(text).casefold().strip()
    if words.isascii() and words.isdigit():
        # A number with thousands of digits is none of them either.
        number = int(words[:9])
        found = [number - 1] if 1 <= number <= len(conditions) else []
    else:
        lines = [one_line(condition.text).casefold() for condition in conditions]
        found = [index for index, line in enumerate(lines) if words and words in line]
        found = [index for index in found if lines[index] == words] or found
    if len(found) == 1:
        return found[0]
    fault = "fits several conditions" if found else "fits no condition"
    listed = "\n".join(
        f"  {index + 1}. {short_name(conditions[index].text, MAX_QUOTE_LENGTH)}"
        for index in (found or range(len(conditions)))
    )
    raise VendorcheckError(
        f'--done "{short_name(text)}" {fault} of the last decision; '
        f"name one by its number or by words that only it has:\n{listed}"
    )
