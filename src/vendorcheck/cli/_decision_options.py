"""The options of a decision: read into its parts, and what to type where some are missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vendorcheck.document.problems import VendorcheckError

if TYPE_CHECKING:
    from vendorcheck.assessment.assessment import Assessment
    from vendorcheck.interview.deciding import GivenParts
    from vendorcheck.model.decisions import NewCondition, NewDecision


@dataclass(frozen=True, slots=True)
class TypedDecision:
    """The options that say what is decided."""

    decision: str | None
    by: str | None
    advice: str | None
    advised_by: str | None
    conditions: Sequence[str]
    proposed: str | None

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is said of a decision; a name alone may be about a condition."""
        return not any(
            (self.decision, self.advice, self.advised_by, self.conditions, self.proposed)
        )

    def read(self, assessment: "Assessment") -> "GivenParts":
        """Return the parts that are given.

        Raises:
            VendorcheckError: one can't be read, or doesn't fit the others.
        """
        from vendorcheck.assessment.judgement import APPROVE
        from vendorcheck.interview.deciding import GivenParts
        from vendorcheck.validation.typed_decisions import parse_decision

        decision = parse_decision(self.decision) if self.decision is not None else None
        conditions = tuple(self._read_conditions(assessment))
        if decision == APPROVE and conditions:
            raise VendorcheckError(
                "with a condition the decision is approve-with-conditions; approve takes none"
            )
        if self.advised_by and not self.advice:
            raise VendorcheckError("--advised-by names who advised; say what with --advice")
        return GivenParts(decision, self.by, self.advice, self.advised_by, conditions)

    def _read_conditions(self, assessment: "Assessment") -> "Iterator[NewCondition]":
        from vendorcheck.reports.view.deciding import proposed_conditions
        from vendorcheck.reports.view.words import VERDICT_LABELS
        from vendorcheck.validation.typed_decisions import parse_condition, parse_due_day

        for text in self.conditions:
            yield parse_condition(text, assessment.as_of)
        if self.proposed is not None:
            due = parse_due_day(self.proposed, assessment.as_of)
            proposed = proposed_conditions(assessment, due)
            if not proposed:
                verdict = VERDICT_LABELS[assessment.verdict].lower()
                raise VendorcheckError(
                    f"the assessment proposes no conditions, for its verdict is {verdict}; "
                    "name them with --condition"
                )
            yield from proposed


def complete_decision(given: "GivenParts") -> "NewDecision | None":
    """Return the decision if no part of it is missing, otherwise None."""
    from vendorcheck.model.decisions import NewDecision

    if given.decision is None or not given.by or _lacks_conditions(given):
        return None
    return NewDecision(given.decision, given.by, given.advice, given.advised_by, given.conditions)


def describe_missing_parts(
    given: "GivenParts", assessment: "Assessment", path: str, options: tuple[str, ...]
) -> str:
    """Return which parts of a decision are missing, and the whole command to type."""
    from vendorcheck.text.safe import build_command_line
    from vendorcheck.text.words import join_list

    parts = {
        "what is decided (--decision)": given.decision is None,
        "by whom (--by)": not given.by,
        "its conditions (--condition, or --proposed with their day)": _lacks_conditions(given),
    }
    missing = [part for part, is_missing in parts.items() if is_missing]
    verb = "is" if len(missing) == 1 else "are"
    look = build_command_line("decide", path, options=(*options, "--dry-run"))
    return (
        f"of the decision, {join_list(missing)} {verb} missing; such as:\n"
        f"{command_to_type(given, assessment, path, options)}\n"
        f"What there is to decide upon: {look}"
    )


def command_to_type(
    given: "GivenParts", assessment: "Assessment", path: str, options: tuple[str, ...]
) -> str:
    """Return the command of a whole decision, with what is given; the rest is to be filled in."""
    from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS
    from vendorcheck.reports.view.deciding import proposed_conditions
    from vendorcheck.text.safe import build_command_line
    from vendorcheck.validation.typed_decisions import CONDITION_EXAMPLE

    decision = given.decision or assessment.verdict
    parts = ["--decision", decision, "--by", given.by or "NAME"]
    if decision == APPROVE_WITH_CONDITIONS:
        proposes = bool(proposed_conditions(assessment, assessment.as_of))
        parts += ["--proposed", "DATE"] if proposes else ["--condition", CONDITION_EXAMPLE]
    return build_command_line("decide", path, options=(*options, *parts))


def _lacks_conditions(given: "GivenParts") -> bool:
    from vendorcheck.assessment.judgement import APPROVE_WITH_CONDITIONS

    return given.decision == APPROVE_WITH_CONDITIONS and not given.conditions
