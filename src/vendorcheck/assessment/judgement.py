"""The results of the rules: those that fire, those that could still fire, and the verdicts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from vendorcheck.assessment.score import Tally
from vendorcheck.model.fields import Verdict

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""The verdicts from the best to the worst."""
APPROVE, APPROVE_WITH_CONDITIONS, MORE_INFORMATION_NEEDED, DO_NOT_APPROVE = VERDICTS

Rule: TypeAlias = Literal[
    "not-scorable",
    "tier-open",
    "not-applicable",
    "blocker",
    "requirement",
    "coverage",
    "score-band",
    "finding",
    "section-floor",
    "grade",
]
RULES_WITH_REMEDIES: Final[frozenset[Rule]] = frozenset(("blocker", "requirement", "finding"))
"""The rules that fire for single gaps, each of which a remedy closes."""
RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule that prevents plain approval, and the questions, checks or sections it is about.

    `could` is set where the rule does not fire as things stand, but could still fire through what
    is open or undecided.
    """

    rule: Rule
    verdict: Verdict
    subjects: tuple[str, ...] = ()
    could: bool = False

    @property
    def effective_verdict(self) -> Verdict:
        """The verdict that it leads to now: what could still be a no needs more information."""
        if self.could and self.verdict == DO_NOT_APPROVE:
            return MORE_INFORMATION_NEEDED
        return self.verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result of the rules.

    `best_verdict` and `worst_verdict` limit the verdicts that open answers can still lead to.
    """

    verdict: Verdict
    best_verdict: Verdict
    worst_verdict: Verdict
    rule_results: tuple[RuleResult, ...]
    tally: Tally
    section_tallies: Mapping[str, Tally]

    @property
    def is_settled(self) -> bool:
        """Return whether no open answer can change the verdict."""
        return self.best_verdict == self.worst_verdict


class RuleCollector:
    """The results of the rules, collected while they are applied one by one."""

    def __init__(self) -> None:
        self._subjects: dict[tuple[Rule, Verdict, bool], list[str]] = {}
        self._best_rank = self._worst_rank = VERDICTS.index(APPROVE)

    def add_fired(
        self, rule: Rule, verdict: Verdict, subject: str = "", *, certain: bool = True
    ) -> None:
        """Record a rule that fires; `certain`: however the open questions are answered."""
        self._add(rule, verdict, subject, could=False)
        if certain:
            self._best_rank = max(self._best_rank, VERDICTS.index(verdict))

    def add_possible(self, rule: Rule, verdict: Verdict, subject: str = "") -> None:
        """Record a rule that does not fire, but could still fire."""
        self._add(rule, verdict, subject, could=True)

    def add_accepted_possibility(self, verdict: Verdict) -> None:
        """Record that an open question is accepted as it is, but an answer could lead to a verdict.

        It counts for the worst verdict alone: the answer would not be what was accepted.
        """
        self._worst_rank = max(self._worst_rank, VERDICTS.index(verdict))

    def _add(self, rule: Rule, verdict: Verdict, subject: str, *, could: bool) -> None:
        self._worst_rank = max(self._worst_rank, VERDICTS.index(verdict))
        subjects = self._subjects.setdefault((rule, verdict, could), [])
        if subject:
            subjects.append(subject)

    @property
    def verdict(self) -> Verdict:
        """The worst verdict that a result leads to now."""
        return max(
            (
                RuleResult(rule, verdict, (), could).effective_verdict
                for rule, verdict, could in self._subjects
            ),
            key=VERDICTS.index,
            default=APPROVE,
        )

    @property
    def best_verdict(self) -> Verdict:
        """The best verdict that open answers can still lead to."""
        return VERDICTS[self._best_rank]

    @property
    def worst_verdict(self) -> Verdict:
        """The worst verdict that open answers can still lead to."""
        return VERDICTS[self._worst_rank]

    @property
    def rule_results(self) -> tuple[RuleResult, ...]:
        """The results, worst first."""
        return sort_results(
            RuleResult(rule, verdict, tuple(subjects), could)
            for (rule, verdict, could), subjects in self._subjects.items()
        )

    def judge(self, tally: Tally, section_tallies: Mapping[str, Tally]) -> Judgement:
        """Return the judgement, with the worst results first."""
        return Judgement(
            self.verdict,
            self.best_verdict,
            self.worst_verdict,
            self.rule_results,
            tally,
            section_tallies,
        )


def sort_results(results: Iterable[RuleResult]) -> tuple[RuleResult, ...]:
    """Return results of rules, worst first; of one verdict in the order of `RULES`."""
    return tuple(
        sorted(
            results,
            key=lambda result: (
                -VERDICTS.index(result.effective_verdict),
                RULES.index(result.rule),
                result.could,
            ),
        )
    )
