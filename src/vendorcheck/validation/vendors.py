"""What can be wrong with a vendor file beyond its shape, given the questionnaires that it answers."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from vendorcheck.fields import Duration
from vendorcheck.plan import Plan, make
from vendorcheck.policy import NO_POLICY
from vendorcheck.problems import Path, Remark, VendorcheckError, nearest
from vendorcheck.questionnaire import Questionnaire
from vendorcheck.questions import BaseQuestion, Misfit, Raw
from vendorcheck.standing import scope, stand
from vendorcheck.validation.records import answer_dates, decision_remarks, risk_remarks, timely
from vendorcheck.validation.references import Library
from vendorcheck.validation.scripts import mixed_scripts
from vendorcheck.vendor import Answer, Response, VendorFile, first_valid
from vendorcheck.when import Holds

Plans: TypeAlias = dict[tuple[str, ...], Plan | None]
"""The plan of each set of questionnaires; None where there can be none."""
_DIGITS = 10
VALID_FOR = Duration(Fraction(12), "month")
"""How long evidence counts that names no end, where no policy says."""
_NOBODY_KNOWS = ("unknown", "not known", "don't know", "i don't know", "tbd", "tbc", "todo", "?", "??", "???")
_NOT_APPLICABLE = ("n/a", "na", "n.a.", "not applicable", "not-applicable")
_NO_REASON = ("true", "false", "yes", "no", *_NOT_APPLICABLE)
"""What people write where a reason is wanted. None is one."""


def check(
    vendor: VendorFile,
    library: Library,
    as_of: date,
    valid_for: Duration = VALID_FOR,
    unsound: frozenset[str] = frozenset(),
    plans: Plans | None = None,
) -> list[Remark]:
    """Everything that is wrong with a vendor file on that day.

    Args:
        vendor: what is checked.
        library: the questionnaires that are known.
        as_of: the day.
        valid_for: how long evidence counts that names no end.
        unsound: questionnaires, and questions as `questionnaire/question`, that are wrong in themselves;
            answers to them are not held against them.
        plans: the plans that were made for other vendor files, so that many files cost few plans.
    """
    plan = _plan(vendor, library, unsound, {} if plans is None else plans)
    scoped = _Scope(plan, scope(plan, vendor, as_of)) if plan else None
    valid_from = first_valid(valid_for, as_of)
    found: list[Remark] = []
    for name, response in vendor.responses.items():
        path: Path = ("responses", name)
        for question, answer in response.answers.items():
            # A look costs less than beginning to tell what is wrong.
            if not timely(answer, as_of, valid_from):
                found += answer_dates(answer, (*path, "answers", question), as_of, valid_for)
            found += _reasons(answer, (*path, "answers", question)) if _excused(answer) else ()
        if name in unsound:
            continue
        if name in library:
            found += _response(response, library[name], path, scoped, unsound, as_of)
        else:
            hint = nearest(name, library) or f"known are {', '.join(library)}"
            message = f'there is no questionnaire "{name}"'
            found.append(Remark(path, "unknown-questionnaire", message, hint, at_key=True))
    found += [*_records(vendor, library, as_of, plan, unsound), *mixed_scripts(vendor)]
    return _without_needless(found)


def _records(
    vendor: VendorFile, library: Library, as_of: date, plan: Plan | None, unsound: frozenset[str]
) -> Iterator[Remark]:
    """What is wrong with accepted risks and decisions."""
    situation = stand(plan, vendor, as_of) if plan and vendor.accepted_risks else None
    for index, risk in enumerate(vendor.accepted_risks):
        home = risk.question.partition("/")[0]
        if unsound.isdisjoint((risk.question, home)):
            place: Path = ("accepted_risks", index)
            yield from risk_remarks(risk, place, library, as_of, situation, vendor.responses.get(home))
    for index, decision in enumerate(vendor.decisions):
        yield from decision_remarks(decision, ("decisions", index), as_of)


def _without_needless(found: list[Remark]) -> list[Remark]:
    """The remarks without those on the reason for "not applicable" where that itself is refused."""
    refused = {remark.path for remark in found if remark.code == "not-applicable-refused"}
    return [remark for remark in found if remark.path not in refused or remark.code != "wrong-value"]


def _plan(vendor: VendorFile, library: Library, unsound: frozenset[str], plans: Plans) -> Plan | None:
    """The plan of the questionnaires that the file answers; None if there is none of them, or nobody can tell."""
    names = tuple(sorted(name for name in vendor.responses if name in library and name not in unsound))
    if names not in plans:
        plans[names] = None
        with suppress(VendorcheckError):
            plans[names] = make(library, NO_POLICY, chosen=names) if names else None
    return plans[names]


@dataclass(frozen=True)
class _Scope:
    """Which of the questions that the file answers apply."""

    plan: Plan
    applies: Sequence[Holds]

    def idle(self, key: str) -> bool:
        """Whether a question does not apply."""
        return self.applies[self.plan.position[key]] is False

    def fits(self, key: str, answer: Answer, as_of: date) -> bool:
        """Whether an answer is surely right: a plain one that fits a question that applies, as most are."""
        index = self.plan.position.get(key)
        if index is None or self.applies[index] is False or answer.answer is None:
            return False
        if answer.unknown or answer.not_applicable is not None:
            return False
        return self.plan.items[index].hear(answer.answer, as_of) is not None


@dataclass(frozen=True)
class _At:
    """An answer, where it stands, and whether it was written for another version of its questionnaire."""

    answer: Answer
    path: Path
    outdated: bool


def _response(
    response: Response,
    questionnaire: Questionnaire,
    path: Path,
    scoped: _Scope | None,
    unsound: frozenset[str],
    as_of: date,
) -> Iterator[Remark]:
    differs = response.version is not None and response.version != questionnaire.version
    outdated = differs and not _newer(response.version, questionnaire.version)
    if differs:
        message = f'version "{response.version}" was answered; "{questionnaire.version}" is the one at hand'
        hint = "look through the answers and set the version"
        yield Remark((*path, "version"), "version-differs", message, hint)
    for name, answer in response.answers.items():
        key = f"{questionnaire.id}/{name}"
        if scoped and scoped.fits(key, answer, as_of):
            continue
        at = _At(answer, (*path, "answers", name), outdated)
        question = questionnaire.questions.get(name)
        if question is None:
            yield _no_question(name, questionnaire, at)
        elif key not in unsound:
            idle = scoped is not None and scoped.idle(key)
            # What does not count can't be wrong either.
            yield from () if idle else _answer(question, at)
            if idle:
                message = (
                    "this question does not apply after the other answers; the answer is kept, not counted"
                )
                yield Remark(at.path, "does-not-apply", message, at_key=True)


def _newer(version: str | None, at_hand: str) -> bool:
    """Whether a version of numbers and points is above another; what can't be compared is not."""
    parts = [text.split(".") for text in (version or "", at_hand)]
    if not all(part.isdecimal() and len(part) < _DIGITS for numbers in parts for part in numbers):
        return False
    return [int(part) for part in parts[0]] > [int(part) for part in parts[1]]


def _no_question(name: str, questionnaire: Questionnaire, at: _At) -> Remark:
    hint = nearest(name, questionnaire.questions)
    if at.outdated:
        message = f'version "{questionnaire.version}", the one at hand, does not ask "{name}"'
        return Remark(at.path, "answer-outdated", message, hint, at_key=True)
    message = f'questionnaire "{questionnaire.id}" has no question "{name}"'
    return Remark(at.path, "unknown-question", message, hint, at_key=True)


def _excused(answer: Answer) -> bool:
    return answer.not_applicable is not None or answer.disputed is not None


def _reasons(answer: Answer, path: Path) -> Iterator[Remark]:
    """A word where a reason is wanted."""
    for key, text in (("not_applicable", answer.not_applicable), ("disputed", answer.disputed)):
        if text is not None and text.lower() in _NO_REASON:
            message = f'"{text}" is no reason'
            hint = f"write why, in words: {{{key}: ...}}; or leave the key out if it isn't so"
            yield Remark((*path, key), "wrong-value", message, hint)


def _answer(question: BaseQuestion, at: _At) -> Iterator[Remark]:
    answer = at.answer
    said = [answer.answer is not None, answer.unknown, answer.not_applicable is not None]
    if sum(said) > 1:
        message = "only one of answer, unknown and not_applicable can be true"
        yield Remark(at.path, "answer-conflict", message, "keep the one that is true", at_key=True)
    elif not any(said) and not answer.note and not answer.evidence:
        message = "this says neither answer, unknown nor not_applicable"
        hint = "write {unknown: true} if nobody knows, or leave the question out"
        yield Remark(at.path, "answer-conflict", message, hint, at_key=True)
    if answer.not_applicable is not None and not question.accepts_not_applicable:
        message, hint = "this question can't be not applicable", "answer it, or write {unknown: true}"
        yield Remark((*at.path, "not_applicable"), "not-applicable-refused", message, hint, at_key=True)
    if answer.answer is not None:
        for place, misfit in _misfits(question, answer.answer):
            code = "answer-outdated" if at.outdated else misfit.code
            yield Remark((*at.path, "answer", *place), code, misfit.message, _hint(answer.answer, misfit))


def _misfits(question: BaseQuestion, raw: Raw) -> Iterator[tuple[Path, Misfit]]:
    """What does not fit an answer, each with its index in a list."""
    whole = _misfit(question, raw)
    if whole is None:
        return
    if isinstance(raw, str) or question.kind_of_answer != "options" or not raw:
        yield (), whole
        return
    kept: tuple[str, ...] = ()
    for index, text in enumerate(raw):
        wrong = _misfit(question, (text,)) or _misfit(question, (*kept, text))
        if wrong is None:
            kept = (*kept, text)
        else:
            yield (index,), wrong


def _misfit(question: BaseQuestion, raw: Raw) -> Misfit | None:
    try:
        question.read(raw)
    except Misfit as misfit:
        return misfit
    return None


def _hint(raw: Raw, misfit: Misfit) -> str:
    """How to say what people mean by the words that stand for no answer."""
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word in _NOBODY_KNOWS:
        return "write {unknown: true}"
    if word in _NOT_APPLICABLE:
        return "write {not_applicable: ...} with the reason"
    return misfit.hint
