"""Choose the questions of a form, with what the vendor learns of the conditions that they have."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from vendorcheck.assessment.evaluation import QuestionStatus
from vendorcheck.assessment.pending import find_open_facts
from vendorcheck.assessment.plan.question import PlannedQuestion
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.exchange.forms.content.basis import FormBasis
from vendorcheck.exchange.forms.content.conditions import (
    ConditionResolver,
    Resolved,
    Words,
    joined,
)
from vendorcheck.exchange.forms.content.form import QuestionTest
from vendorcheck.model.conditions import Truth, evaluate_test
from vendorcheck.text.suggest import nearest_name_hint


@dataclass(frozen=True, slots=True)
class FormScope:
    """The part of the questions that a form asks.

    `everything`: what is answered already, too. `sections` are sections by their id, alone or as
    `questionnaire/section`; none: all of them.
    """

    everything: bool = False
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenQuestions:
    """The questions of a form in order, and the resolver of their conditions."""

    statuses: tuple[QuestionStatus, ...]
    _basis: FormBasis

    def resolver(self, names: Mapping[str, str]) -> ConditionResolver:
        """Return what resolves the conditions of the form's questions, see `resolve_question`.

        Args:
            names: what the questions of the form are called in it, by key.
        """
        return _make_resolver(self.statuses, names, self._basis)


def resolve_question(question: PlannedQuestion, resolver: ConditionResolver) -> Resolved:
    """Return when a question is asked, as far as that is left to the vendor."""
    gate, own = resolver.any_of(question.gates), resolver.all_of(question.conditions)
    if gate is False or own is False:
        return False
    if isinstance(gate, Words) and isinstance(own, Words):
        return joined("all", (gate, own))
    return gate if isinstance(gate, Words) else own


def choose_questions(basis: FormBasis, scope: FormScope) -> ChosenQuestions:
    """Return the questions that a form asks: those of the scope that may apply.

    Raises:
        VendorcheckError: a section is unknown, or nothing is left to ask.
    """
    candidates = [
        status
        for status in _vendor_statuses(basis)
        if not scope.sections or _is_in(status.question, scope.sections)
    ]
    _require_known_sections(basis, scope.sections)
    if not scope.everything:
        open_keys = _open_keys(basis)
        candidates = [status for status in candidates if status.question.key in open_keys]
    candidates = _without_inapplicable(candidates, basis)
    if not candidates:
        raise VendorcheckError(
            "there is nothing to ask the vendor here"
            if scope.everything
            else "nothing here is open for the vendor; --all asks what is answered as well"
        )
    return ChosenQuestions(tuple(candidates), basis)


def contradictions_by_question(basis: FormBasis) -> dict[str, list[str]]:
    """Return what the vendor is asked about answers that contradict each other, by question."""
    checks = basis.evaluation.plan.check_by_key
    sentences: dict[str, list[str]] = {}
    for question in basis.open_questions:
        if question.reason == "contradiction":
            for key in checks[question.subject].referenced_keys:
                sentences.setdefault(key, []).append(question.text)
    return sentences


def _vendor_statuses(basis: FormBasis) -> Iterator[QuestionStatus]:
    """Yield the questions for the vendor that count, and the open facts that decide others."""
    fact_keys = {status.question.key for status in find_open_facts(basis.evaluation)}
    for status in basis.evaluation.statuses:
        question = status.question
        if not question.is_for_requester and (question.is_counted or question.key in fact_keys):
            yield status


def _open_keys(basis: FormBasis) -> set[str]:
    """Return the questions that the vendor is asked now, and those that contradict each other.

    A message holds back what only the vendor's own answers bring in; a form says when it is asked.
    """
    keys = {question.subject for question in basis.open_questions}
    keys |= contradictions_by_question(basis).keys()
    resolver = _make_resolver((), {}, basis)
    return keys | {
        status.question.key
        for status in _vendor_statuses(basis)
        if status.is_open
        and status.answer_state != "not-confirmed"
        and isinstance(resolve_question(status.question, resolver), Words)
    }


def _without_inapplicable(statuses: list[QuestionStatus], basis: FormBasis) -> list[QuestionStatus]:
    """Return the questions that may apply, whatever the vendor answers in the form."""
    while True:
        resolver = _make_resolver(statuses, {}, basis)
        kept = [
            status
            for status in statuses
            if resolve_question(status.question, resolver) is not False
        ]
        if len(kept) == len(statuses):
            return kept
        statuses = kept


def _make_resolver(
    asked: Iterable[QuestionStatus], names: Mapping[str, str], basis: FormBasis
) -> ConditionResolver:
    evaluation = basis.evaluation

    def truth_of(key: str, test: QuestionTest) -> Truth:
        return evaluate_test(test, evaluation.known_answer(key))

    # What is left out of the form and open is the vendor's to decide as well.
    open_ones = (
        status
        for status, applies in zip(evaluation.statuses, evaluation.applies, strict=True)
        if status.is_open and not status.question.is_for_requester and applies is not False
    )
    definitions = {
        status.question.key: status.question.definition for status in (*asked, *open_ones)
    }
    full_names = {key: f'"{definition.ask}"' for key, definition in definitions.items()}
    return ConditionResolver(truth_of, definitions, {**full_names, **names})


def _is_in(question: PlannedQuestion, sections: Collection[str]) -> bool:
    return question.section_key in sections or question.section_key.partition("/")[2] in sections


def _require_known_sections(basis: FormBasis, sections: Iterable[str]) -> None:
    """Check that the vendor is asked something in each of these sections.

    Raises:
        VendorcheckError: it is not; the message names the nearest section.
    """
    known_keys = {status.question.section_key for status in _vendor_statuses(basis)}
    names = sorted({*known_keys, *(key.partition("/")[2] for key in known_keys)})
    for section in sections:
        if section not in names:
            hint = nearest_name_hint(section, names) or f"there are {', '.join(sorted(known_keys))}"
            raise VendorcheckError(f'--section: no section "{section}" is asked here; {hint}')
