"""The tier of a vendor, the answers that put it there, and the questions that may change it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus, evaluate
from vendorcheck.assessment.pending import decisive_tests, questions_behind
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.model.conditions import KnownAnswer
from vendorcheck.model.evidence import FileStates
from vendorcheck.model.policy import Policy, Tier
from vendorcheck.model.questions import BaseQuestion, Option, ParsedAnswer
from vendorcheck.model.vendor_file import VendorFile


@dataclass(frozen=True, slots=True)
class TierReason:
    """An answer that put the request in its tier.

    `options` are those of its options that count; none for an amount.
    """

    key: str
    question: BaseQuestion
    parsed_answer: ParsedAnswer
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Tiering:
    """The tier of a vendor on a day, worked out when it is first needed.

    Args:
        plan: the policy's `tier_plan`; None if its tiers refer to no question.
        policy: the company's rules.
        vendor: whose tier it is.
        as_of: the day.
        file_states: the states of the files that the vendor's evidence names.
    """

    plan: Plan | None
    policy: Policy
    vendor: VendorFile
    as_of: date
    file_states: FileStates = field(default_factory=dict)

    @cached_property
    def evaluation(self) -> Evaluation | None:
        """The evaluation of the questions that the tiers refer to; None if they refer to none."""
        if self.plan is None:
            return None
        return evaluate(self.plan, self.vendor, self.as_of, self.file_states)

    @property
    def tier(self) -> Tier | None:
        """The first tier whose `when` is not no.

        None for a policy without tiers, and for a vendor file without any answer to the
        questionnaires that the tiers refer to.
        """
        return self._resolved[0]

    @property
    def is_assumed(self) -> bool:
        """Return whether there is a tier, but open questions may still make it another."""
        return self._resolved[1]

    @cached_property
    def _resolved(self) -> tuple[Tier | None, bool]:
        if self.plan is not None:
            deciding_ids = self.plan.deciding_questionnaire_ids
            if not any(
                response.answers
                for questionnaire_id, response in self.vendor.responses.items()
                if questionnaire_id in deciding_ids
            ):
                return None, False
        return self._first_possible

    @cached_property
    def _first_possible(self) -> tuple[Tier | None, bool]:
        """The tier and whether it is assumed, even if nothing is answered yet."""
        if self.evaluation is not None:
            return resolve_tier(self.policy, self.evaluation)
        # A condition without questions is one on what was removed: it holds or not, for everybody.
        return first_unconditional_tier(self.policy), False

    @property
    def reasons(self) -> tuple[TierReason, ...]:
        """The answers that decided the tier, each question once; none while it is assumed."""
        if self.tier is None or self.is_assumed or self.evaluation is None:
            return ()
        return _tier_reasons(self.tier, self.evaluation)

    @property
    def open_tier_questions(self) -> tuple[QuestionStatus, ...]:
        """The open questions that leave the tier undecided, in the order they are asked."""
        first, _ = self._first_possible
        if first is None or first.when is None or self.evaluation is None:
            return ()
        return questions_behind([(first.when, "")], self.evaluation)


def first_unconditional_tier(policy: Policy) -> Tier | None:
    """Return the first tier that holds whatever is answered, where no tier names a question."""
    nothing_known: dict[str, KnownAnswer] = {}
    return next(
        (
            tier
            for tier in policy.tiers
            if tier.when is None or tier.when.evaluate(nothing_known.__getitem__, "") is True
        ),
        None,
    )


def resolve_tier(policy: Policy, evaluation: Evaluation) -> tuple[Tier | None, bool]:
    """Return the first tier whose `when` is not no, and whether it is only assumed.

    Args:
        policy: the company's rules.
        evaluation: the evaluation of the questions that the tiers refer to.
    """
    for tier in policy.tiers:
        holds = tier.when.evaluate(evaluation.known_answer, "") if tier.when else True
        if holds is not False:
            return tier, holds is None
    return None, False


def _tier_reasons(tier: Tier, evaluation: Evaluation) -> tuple[TierReason, ...]:
    reasons: dict[str, TierReason] = {}
    for key, test, holds in decisive_tests((tier.when, ""), evaluation) if tier.when else ():
        status = evaluation.statuses[evaluation.plan.position_by_key[key]]
        if holds is not True or status.parsed_answer is None:
            continue
        previous_options = reasons[key].options if key in reasons else ()
        tested_ids = test if isinstance(test, tuple) else ()
        options = tuple(
            option
            for option in status.question.definition.offered_options
            if option in previous_options
            or option.id in status.parsed_answer.options.intersection(tested_ids)
        )
        reasons[key] = TierReason(key, status.question.definition, status.parsed_answer, options)
    return tuple(reasons.values())
