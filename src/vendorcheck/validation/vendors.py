"""What can be wrong with a vendor file beyond its shape, given the questionnaires that it answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from vendorcheck.fields import Duration
from vendorcheck.plan import make
from vendorcheck.problems import Path, Remark, VendorcheckError, nearest
from vendorcheck.questionnaire import Questionnaire
from vendorcheck.questions import BaseQuestion, Misfit
from vendorcheck.rules import covers
from vendorcheck.standing import Situation, stand
from vendorcheck.validation.questionnaires import NO_POLICY
from vendorcheck.validation.references import Library
from vendorcheck.vendor import AcceptedRisk, Answer, Decision, Evidence, Response, VendorFile, expiry

VALID_FOR = Duration(Fraction(12), "month")
"""How long evidence counts that names no end, where no policy says."""


def check(vendor: VendorFile, library: Library, as_of: date, valid_for: Duration = VALID_FOR) -> list[Remark]:
    """Everything that is wrong with a vendor file on that day.

    Args:
        vendor: what is checked.
        library: the questionnaires that are known.
        as_of: the day.
        valid_for: how long evidence counts that names no end.
    """
    situation = _situation(vendor, library, as_of)
    found: list[Remark] = []
    for name, response in vendor.responses.items():
        path: Path = ("responses", name)
        if name not in library:
            hint = nearest(name, library) or f"known are {', '.join(library)}"
            found.append(
                Remark(
                    path, "unknown-questionnaire", f'there is no questionnaire "{name}"', hint, at_key=True
                )
            )
            continue
        found += _response(response, library[name], path, situation)
        for question, answer in response.answers.items():
            found += _dates(answer, (*path, "answers", question), as_of, valid_for)
    for index, risk in enumerate(vendor.accepted_risks):
        found += _risk(risk, ("accepted_risks", index), library, as_of, situation)
    for index, decision in enumerate(vendor.decisions):
        found += _decision(decision, ("decisions", index), as_of)
    return found


def _situation(vendor: VendorFile, library: Library, as_of: date) -> Situation | None:
    """Where the questions that the file answers stand; None if nobody can tell."""
    names = [name for name in vendor.responses if name in library]
    try:
        return stand(make(library, NO_POLICY, chosen=names), vendor, as_of) if names else None
    except VendorcheckError:
        return None


@dataclass(frozen=True)
class _At:
    """An answer, where it stands, and whether it was written for another version of its questionnaire."""

    answer: Answer
    path: Path
    outdated: bool


def _response(
    response: Response, questionnaire: Questionnaire, path: Path, situation: Situation | None
) -> Iterator[Remark]:
    outdated = response.version is not None and response.version != questionnaire.version
    if outdated:
        message = f'version "{response.version}" was answered; "{questionnaire.version}" is the one at hand'
        yield Remark(
            (*path, "version"), "version-differs", message, "look through the answers and set the version"
        )
    for name, answer in response.answers.items():
        at = _At(answer, (*path, "answers", name), outdated)
        question = questionnaire.questions.get(name)
        if question is None:
            yield _no_question(name, questionnaire, at)
            continue
        yield from _answer(question, at)
        if situation is not None:
            yield from _applies(f"{questionnaire.id}/{name}", at, situation)


def _no_question(name: str, questionnaire: Questionnaire, at: _At) -> Remark:
    hint = nearest(name, questionnaire.questions)
    if at.outdated:
        return Remark(
            at.path,
            "answer-outdated",
            f'version {questionnaire.version} does not ask "{name}" any more',
            hint,
            at_key=True,
        )
    return Remark(
        at.path,
        "unknown-question",
        f'questionnaire "{questionnaire.id}" has no question "{name}"',
        hint,
        at_key=True,
    )


def _answer(question: BaseQuestion, at: _At) -> Iterator[Remark]:
    answer = at.answer
    said = [answer.answer is not None, answer.unknown, answer.not_applicable is not None]
    if sum(said) > 1:
        yield Remark(
            at.path,
            "answer-conflict",
            "only one of answer, unknown and not_applicable can be true",
            at_key=True,
        )
    elif not any(said) and not answer.note and not answer.evidence:
        yield Remark(
            at.path, "answer-conflict", "this says neither answer, unknown nor not_applicable", at_key=True
        )
    if answer.not_applicable is not None and not question.accepts_not_applicable:
        hint = "answer it, or write {unknown: true}"
        yield Remark(
            (*at.path, "not_applicable"),
            "not-applicable-refused",
            "this question can't be not applicable",
            hint,
            at_key=True,
        )
    if answer.answer is not None:
        try:
            question.read(answer.answer)
        except Misfit as misfit:
            code = "answer-outdated" if at.outdated else misfit.code
            yield Remark((*at.path, "answer"), code, misfit.message, misfit.hint)


def _applies(key: str, at: _At, situation: Situation) -> Iterator[Remark]:
    index = situation.plan.position[key]
    if situation.applies[index] is False:
        message = "this question does not apply after the other answers; the answer is kept, not counted"
        yield Remark(at.path, "does-not-apply", message, at_key=True)


def _dates(answer: Answer, path: Path, as_of: date, valid_for: Duration) -> Iterator[Remark]:
    yield from _future(answer.as_of, (*path, "as_of"), as_of)
    for index, evidence in enumerate(answer.evidence):
        yield from _evidence(evidence, (*path, "evidence", index), as_of, valid_for)


def _evidence(evidence: Evidence, path: Path, as_of: date, valid_for: Duration) -> Iterator[Remark]:
    if not (evidence.url or evidence.file):
        yield Remark(path, "evidence-without-reference", "nobody can look this up", "add url: or file:")
    yield from _future(evidence.dated, (*path, "dated"), as_of)
    yield from _reversed(evidence.dated, evidence.expires, (*path, "expires"))
    end = expiry(evidence, valid_for)
    if end is not None and end < as_of and not (evidence.dated and end < evidence.dated):
        key = "expires" if evidence.expires else "dated"
        yield Remark(
            (*path, key), "evidence-expired", f"this evidence ended on {end}", "ask for the current document"
        )


def _risk(
    risk: AcceptedRisk, path: Path, library: Library, as_of: date, situation: Situation | None
) -> Iterator[Remark]:
    yield from _future(risk.accepted_on, (*path, "accepted_on"), as_of)
    yield from _reversed(risk.accepted_on, risk.expires, (*path, "expires"))
    if risk.expires < as_of and risk.expires >= risk.accepted_on:
        hint = "accept it anew with a reason and an end, or leave it out"
        yield Remark((*path, "expires"), "risk-lapsed", f"the acceptance ended on {risk.expires}", hint)
    home, _, name = risk.question.partition("/")
    found = library.get(home)
    checks = [check.id for check in found.checks] if found else []
    if found is None or (name not in found.questions and name not in checks):
        known = [f"{one.id}/{question}" for one in library.values() for question in one.questions]
        message = f'there is no question or check "{risk.question}"'
        yield Remark((*path, "question"), "risk-unknown", message, nearest(risk.question, known))
    elif situation and risk.question in situation.plan.position:
        reply = situation.replies[situation.plan.position[risk.question]]
        if not covers(risk, reply):
            yield Remark(
                (*path, "answer"),
                "risk-stale",
                "this is no longer the answer, so nothing is accepted",
                "look at it anew",
            )


def _decision(decision: Decision, path: Path, as_of: date) -> Iterator[Remark]:
    yield from _future(decision.decided_on, (*path, "decided_on"), as_of)
    for index, condition in enumerate(decision.conditions):
        yield from _reversed(decision.decided_on, condition.due, (*path, "conditions", index, "due"))


def _future(day: date | None, path: Path, as_of: date) -> Iterator[Remark]:
    if day is not None and day > as_of:
        yield Remark(
            path,
            "future-date",
            f"{day} lies in the future (today is taken as {as_of})",
            "mend the date, or pass --as-of",
        )


def _reversed(first: date | None, last: date | None, path: Path) -> Iterator[Remark]:
    if first is not None and last is not None and last < first:
        yield Remark(path, "dates-reversed", f"{last} lies before {first}", "mend one of the two dates")
