"""The state of an interview: the answers so far, what they amount to, and the current screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias

from vendorcheck.assessment.accepted_risks import accepted_risks_in_force
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.decisive_claims import find_decisive_claims
from vendorcheck.assessment.evaluation import Evaluation, QuestionStatus, evaluate
from vendorcheck.assessment.judgement import APPROVE, DO_NOT_APPROVE, Judgement
from vendorcheck.assessment.plan.plan import Plan
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.assessment.precheck.letter_points import LetterPoint
from vendorcheck.assessment.range_while_open import RangeWhileOpen, range_while_open
from vendorcheck.assessment.tiering import Tiering
from vendorcheck.model.conditions import Truth
from vendorcheck.model.earlier_answers import EarlierAnswer, answers_by_key, earlier_answers
from vendorcheck.model.evidence import FileStates
from vendorcheck.model.fields import Verdict
from vendorcheck.model.moved_names import MovedNames
from vendorcheck.model.policy import Tier
from vendorcheck.model.vendor_file import Answer, Response, VendorFile

ScreenName: TypeAlias = Literal["questions", "review", "trial", "done", "quit"]


@dataclass(frozen=True)
class Interview:
    """The facts and options that stay the same throughout an interview.

    `allowed_keys` are the questions that may be asked, as `questionnaire/question`; None: all.
    `plain_words` asks in the words of the requester, and never for mitigations. `fast` asks the
    most decisive questions first and stops when the verdict is settled. `review` walks through the
    vendor's claims instead of the missing answers. `reopened_keys` are the questions that are asked
    again although they have an answer, which is offered. `letter` are the points of the letter that
    a vendor replies to: they come first, in that order, and the answers are the vendor's. `tries`
    offers the reopened questions as a list to change, and asks in the end whether to keep that.
    `reviewer` is who reviews; `file_states` are those of the files that the evidence names.
    `outdated_answers` were given to questions that have no place here any more: they are kept in
    the file, and count for nothing.
    """

    assessor: Assessor
    vendor: VendorFile
    as_of: date
    fast: bool = False
    review: bool = False
    allowed_keys: frozenset[str] | None = None
    plain_words: bool = False
    reopened_keys: tuple[str, ...] = ()
    letter: tuple[LetterPoint, ...] = ()
    tries: bool = False
    reviewer: str = ""
    file_states: FileStates = field(default_factory=dict)
    outdated_answers: Mapping[str, Answer] = field(default_factory=dict)

    @cached_property
    def earlier_answers(self) -> Mapping[str, Sequence[EarlierAnswer]]:
        """The answers under older names, by the questions beside which they are shown."""
        answers = answers_by_key(self.vendor) | {**self.outdated_answers}
        return earlier_answers(answers, MovedNames(self.assessor.library))

    @cached_property
    def decisive_claims(self) -> frozenset[str]:
        """The answers in the file with which a review can change the verdict."""
        return find_decisive_claims(self.assessor, self.vendor, self.as_of, self.file_states)

    def may_ask(self, key: str) -> bool:
        """Return whether a question is among those that may be asked."""
        return self.allowed_keys is None or key in self.allowed_keys

    def letter_point(self, key: str) -> LetterPoint | None:
        """Return the point of the letter that a question belongs to; None if there is none."""
        return next((point for point in self.letter if point.key == key), None)


@dataclass(frozen=True)
class InterviewState:
    """The state of an interview. It is never changed: `advance` returns the next one.

    `given_answers` are the answers of this interview, which win over the file's. `trail` are the
    questions that were dealt with, in order; `skipped` those of them that were skipped. `cursor` is
    a question that the person went back to; None: the next one. `waiting_before_change` are the
    questions that were waiting when the person left the check-answers screen to change an answer;
    questions that the change adds are asked before the screen returns. `mitigation_key` is the
    question for whose gap a mitigation is being named. `declined_to_stop`: the person was offered
    to stop and to send the open questions, and goes on; `stops_to_send`: the person took that up.
    `left_to_vendor`: the answers before, Answer() where there was none, of the questions that were
    last left to the vendor together. `judged_answers` are those whose effect the person has seen,
    where they are only tried. `added_file_states` are those of the files that this interview added
    as evidence.
    """

    interview: Interview
    given_answers: Mapping[str, Answer] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    skipped: frozenset[str] = frozenset()
    cursor: str | None = None
    screen: ScreenName = "questions"
    waiting_before_change: frozenset[str] | None = None
    mitigation_key: str | None = None
    shows_help: bool = False
    shows_all_answers: bool = False
    asks_left_out: bool = False
    declined_to_stop: bool = False
    stops_to_send: bool = False
    left_to_vendor: Mapping[str, Answer] = field(default_factory=dict)
    added_file_states: FileStates = field(default_factory=dict)
    judged_answers: Mapping[str, Answer] = field(default_factory=dict)

    @cached_property
    def file_states(self) -> FileStates:
        """The states of all files that the evidence names by now."""
        return {**self.interview.file_states, **self.added_file_states}

    @cached_property
    def vendor(self) -> VendorFile:
        """The vendor file with the answers given so far."""
        vendor = self.interview.vendor
        responses = dict(vendor.responses)
        for key, answer in self.given_answers.items():
            questionnaire_id, _, question_id = key.partition("/")
            response = responses.get(questionnaire_id) or Response(
                version=self.interview.assessor.library[questionnaire_id].version
            )
            responses[questionnaire_id] = response.model_copy(
                update={"answers": {**response.answers, question_id: answer}}
            )
        return vendor.model_copy(update={"responses": responses})

    @cached_property
    def _tiering(self) -> Tiering:
        return self.interview.assessor.tiering_of(
            self.vendor, self.interview.as_of, self.file_states
        )

    @property
    def tier(self) -> Tier | None:
        """The tier, or the one assumed while it is open; None if there is none yet."""
        return self._tiering.tier

    @property
    def tier_assumed(self) -> bool:
        """Return whether open questions can still change the tier."""
        return self._tiering.is_assumed

    @cached_property
    def plan(self) -> Plan:
        """The plan of the questions in that tier."""
        return self.interview.assessor.plan_for_tier(self.tier)

    @cached_property
    def evaluation(self) -> Evaluation:
        """The status of each of the plan's questions."""
        return evaluate(self.plan, self.vendor, self.interview.as_of, self.file_states)

    @cached_property
    def tier_evaluation(self) -> Evaluation | None:
        """The status of the questions that decide the tier; None if none is asked.

        A person who chooses questionnaires leaves the tier's thresholds: then those questions are
        asked only if some are answered.
        """
        is_left_out = self.interview.assessor.chosen_ids and self.tier is None
        return None if is_left_out else self._tiering.evaluation

    @cached_property
    def judgement(self) -> Judgement:
        """The judgement of the rules on the answers so far."""
        return self.interview.assessor.judge(self.vendor, self.interview.as_of, self.file_states)

    @property
    def outlook(self) -> "Outlook":
        """The verdicts that are still possible; all of them while there is no tier."""
        if self.is_tier_undecided:
            return Outlook(APPROVE, DO_NOT_APPROVE)
        return Outlook(self.judgement.best_verdict, self.judgement.worst_verdict)

    @cached_property
    def range_while_open(self) -> RangeWhileOpen | None:
        """The verdicts that are possible while what nobody knew stays open; None without a tier."""
        assessor = self.interview.assessor
        if self.is_tier_undecided or assessor.another_tier_may_count(self._tiering):
            return None
        waiting_keys = frozenset(
            status.question.key
            for status in self.evaluation.statuses
            if self.is_waiting(status) and status.question.key not in self.skipped
        )
        risks = accepted_risks_in_force(self.vendor, self.interview.as_of)
        return range_while_open(self.evaluation, risks, waiting_keys)

    @property
    def asks_decisive_only(self) -> bool:
        """Return whether only questions are asked that can still change the verdict."""
        return self.interview.fast and not self.interview.review and not self.asks_left_out

    @property
    def is_settled_while_open(self) -> bool:
        """Return whether no question that is still to be asked can change the verdict."""
        found = self.range_while_open
        return found is not None and found.best == found.worst

    def is_to_come(self, key: str) -> bool:
        """Return whether a question may be asked, and was not dealt with in this interview."""
        return key not in self.trail and self.interview.may_ask(key)

    def is_waiting(self, status: QuestionStatus) -> bool:
        """Return whether there is no answer, or one that is to be asked for again."""
        key = status.question.key
        if status.answer_state == "unanswered":
            return self.interview.may_ask(key)
        return key in self.interview.reopened_keys and self.is_to_come(key)

    @property
    def is_tier_undecided(self) -> bool:
        """Return whether there is no tier yet, but a question of this interview can decide it."""
        return self.tier is None and self.tier_evaluation is not None

    @property
    def consent_counts(self) -> bool:
        """Return whether the person's consent confirms that a question does not apply.

        A requester's does only in a self-service tier; in any other, IT has to agree.
        """
        if not self.interview.plain_words:
            return True
        return self.tier is not None and self.tier.self_service and not self.tier_assumed

    def status_and_applicability(self, key: str) -> tuple[QuestionStatus, Truth]:
        """Return how a question is answered, and whether it applies.

        Raises:
            KeyError: the question is neither of the plan nor one that decides the tier.
        """
        for evaluation in (self.evaluation, self.tier_evaluation):
            if evaluation is not None and key in evaluation.plan.position_by_key:
                position = evaluation.plan.position_by_key[key]
                return evaluation.statuses[position], evaluation.applies[position]
        raise KeyError(key)

    def has_question(self, key: str) -> bool:
        """Return whether a question has a place in the interview now."""
        plans = (self.plan, self.tier_evaluation.plan if self.tier_evaluation else None)
        return any(plan is not None and key in plan.position_by_key for plan in plans)

    def may_apply(self, key: str) -> bool:
        """Return whether a question has a place in the interview and is not known not to apply."""
        return self.has_question(key) and self.status_and_applicability(key)[1] is not False

    def planned_question(self, key: str) -> PlannedQuestion:
        """Return the question as the policy and the tier see it."""
        return self.status_and_applicability(key)[0].question

    @cached_property
    def applicable_trail(self) -> tuple[str, ...]:
        """The questions of the trail that may still apply, in the order of the trail."""
        return tuple(filter(self.may_apply, self.trail))


@dataclass(frozen=True, slots=True)
class Outlook:
    """The best and the worst verdict that are still possible."""

    best: Verdict
    worst: Verdict

    @property
    def is_settled(self) -> bool:
        """Return whether no open question can change the verdict any more."""
        return self.best == self.worst
