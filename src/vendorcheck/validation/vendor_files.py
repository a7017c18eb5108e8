"""What can be wrong with a vendor file beyond its shape, given the questionnaires that it answers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import TypeAlias

from vendorcheck.assessment.evaluation import scope, stand
from vendorcheck.assessment.plan.plan import Plan, make
from vendorcheck.document.problems import MAX_PROBLEMS, TOO_MANY, Path, Remark, VendorcheckError
from vendorcheck.model.conditions import Holds
from vendorcheck.model.policy import NO_POLICY, VALID_FOR
from vendorcheck.model.quantities.amounts import Duration
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions import Misfit
from vendorcheck.model.vendor_file import Answer, Response, VendorFile, first_valid
from vendorcheck.text.safe import LONGEST_NAME, one_line
from vendorcheck.text.suggest import Suggester
from vendorcheck.validation.answers import At, answer_remarks, reasons
from vendorcheck.validation.dates_and_risks import (
    Names,
    answer_dates,
    decision_remarks,
    future,
    link_remarks,
    risk_remarks,
    timely,
)
from vendorcheck.validation.homographs import mixed_hosts, mixed_scripts
from vendorcheck.validation.references import OWN_QUESTIONNAIRE_HINT, Library

Plans: TypeAlias = dict[tuple[str, ...], Plan | None]
"""The plan of each set of questionnaires; None where there can be none."""
_DIGITS = 10


def check(
    vendor: VendorFile,
    library: Library,
    as_of: date,
    valid_for: Duration = VALID_FOR,
    unsound: frozenset[str] = frozenset(),
    plans: Plans | None = None,
) -> list[Remark]:
    """Everything that is wrong with a vendor file on that day, unless it is more than can be told.

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
    scoped = _Scope(as_of, unsound, plan, scope(plan, vendor, as_of) if plan else ())
    hints = Suggester()
    remarks = chain(
        _about(vendor),
        _responses(vendor, library, scoped, valid_for, hints),
        _records(vendor, library, scoped, hints),
    )
    # A hostile file has tens of thousands, and to look for a hint takes a while.
    found = list(islice(remarks, MAX_PROBLEMS + 1))
    return _without_needless([*found, TOO_MANY] if len(found) > MAX_PROBLEMS else found)


def _responses(
    vendor: VendorFile, library: Library, scoped: "_Scope", valid_for: Duration, hints: Suggester
) -> Iterator[Remark]:
    """What is wrong with answers: in themselves, and as replies to their questions."""
    as_of, valid_from = scoped.as_of, first_valid(valid_for, scoped.as_of)
    for name, response in vendor.responses.items():
        path: Path = ("responses", name)
        sound = name not in scoped.unsound
        questionnaire = library.get(name) if sound else None
        if questionnaire:
            yield from _version(response, questionnaire, path)
            yield from _to_come(response, questionnaire, path, scoped)
        elif sound:
            hint = hints.hint(name, library) or f"known are {', '.join(library)}; {OWN_QUESTIONNAIRE_HINT}"
            message = f'there is no questionnaire "{name}"'
            yield Remark(path, "unknown-questionnaire", message, hint, at_key=True)
        positions = scoped.positions(name)
        for question, answer in response.answers.items():
            # A look costs less than beginning to tell what is wrong, and most answers are right.
            on_time = timely(answer, as_of, valid_from)
            if on_time and scoped.fits(positions.get(question), answer):
                continue
            place = (*path, "answers", question)
            if not on_time:
                yield from answer_dates(answer, place, as_of, valid_for)
                yield from mixed_hosts(answer, place)
            yield from reasons(answer, place)
            if questionnaire:
                at = At(answer, place, _outdated(response, questionnaire))
                yield from _reply(question, questionnaire, at, scoped, hints)


def _about(vendor: VendorFile) -> Iterator[Remark]:
    """Names that headings cut, and a website that no report links to."""
    about = vendor.vendor
    for key in ("name", "product", "plan", "contact", "owner"):
        length = len(one_line(getattr(about, key) or ""))
        if length > LONGEST_NAME:
            message = f"{length} characters are too many to read here; {LONGEST_NAME} are enough"
            yield Remark(("vendor", key), "text-length", message, "headings show no more of it")
    yield from link_remarks(about.website, ("vendor", "website"))
    yield from mixed_scripts(about)


def _records(vendor: VendorFile, library: Library, scoped: "_Scope", hints: Suggester) -> Iterator[Remark]:
    """What is wrong with accepted risks and decisions."""
    as_of, plan = scoped.as_of, scoped.plan
    situation = stand(plan, vendor, as_of) if plan and vendor.accepted_risks else None
    known = Names(library, hints)
    for index, risk in enumerate(vendor.accepted_risks):
        home = risk.question.partition("/")[0]
        if scoped.unsound.isdisjoint((risk.question, home)):
            place: Path = ("accepted_risks", index)
            yield from risk_remarks(risk, place, known, as_of, situation, vendor.responses)
    for index, decision in enumerate(vendor.decisions):
        yield from decision_remarks(decision, ("decisions", index), as_of)


def _without_needless(found: list[Remark]) -> list[Remark]:
    """The remarks without those on a reason where what it is given for is wrong or does not count."""
    needless = {remark.path for remark in found if remark.code == "not-applicable-refused"}
    for remark in found:
        if remark.code in ("answer-conflict", "does-not-apply"):
            needless |= {(*remark.path, "not_applicable")}
        if remark.code == "does-not-apply":
            needless |= {(*remark.path, "disputed")}
    return [remark for remark in found if remark.path not in needless or remark.code != "wrong-value"]


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
    """What answers are held against: the day, what is unsound, and which of the questions apply if anybody can tell."""

    as_of: date
    unsound: frozenset[str]
    plan: Plan | None
    applies: Sequence[Holds]

    def idle(self, key: str) -> bool:
        """Whether a question does not apply."""
        return self.plan is not None and self.applies[self.plan.position[key]] is False

    def positions(self, name: str) -> Mapping[str, int]:
        """Where the questions of a questionnaire stand in the plan; none if nobody can tell what applies."""
        return self.plan.positions.get(name, {}) if self.plan else {}

    def fits(self, index: int | None, answer: Answer) -> bool:
        """Whether an answer is surely right: a plain one that fits a question that applies, as most are."""
        said = answer.answer
        if self.plan is None or index is None or self.applies[index] is False or said is None:
            return False
        if answer.unknown or answer.not_applicable is not None or answer.disputed is not None:
            return False
        return self.plan.items[index].hear(said, self.as_of) is not None


def _version(response: Response, questionnaire: Questionnaire, path: Path) -> Iterator[Remark]:
    if response.version not in (None, questionnaire.version):
        message = f'version "{response.version}" was answered; "{questionnaire.version}" is the one at hand'
        hint = "look through the answers and set the version"
        yield Remark((*path, "version"), "version-differs", message, hint)


def _outdated(response: Response, questionnaire: Questionnaire) -> bool:
    """Whether an older version was answered, or one of which nobody can tell."""
    differs = response.version not in (None, questionnaire.version)
    return differs and not _newer(response.version, questionnaire.version)


def _reply(
    name: str, questionnaire: Questionnaire, at: At, scoped: _Scope, hints: Suggester
) -> Iterator[Remark]:
    """What is wrong with an answer as the reply to its question."""
    key = f"{questionnaire.id}/{name}"
    question = questionnaire.questions.get(name)
    if question is None:
        yield _no_question(name, questionnaire, at, hints)
    elif key in scoped.unsound:
        return
    elif scoped.idle(key):
        # What does not count can't be wrong either.
        message = "this question does not apply after the other answers; the answer is kept, not counted"
        yield Remark(at.path, "does-not-apply", message, at_key=True)
    else:
        yield from answer_remarks(question, at)


def _to_come(
    response: Response, questionnaire: Questionnaire, path: Path, scoped: _Scope
) -> Iterator[Remark]:
    """Days that are asked for as days of the past, and lie in the future."""
    for name in questionnaire.of_the_past:
        answer, key = response.answers.get(name), f"{questionnaire.id}/{name}"
        if answer is None or answer.answer is None or key in scoped.unsound or scoped.idle(key):
            continue
        with suppress(Misfit):
            value = questionnaire.questions[name].read(answer.answer)
            day = date.fromordinal(int(value.amount or 1))
            yield from future(day, (*path, "answers", name, "answer"), scoped.as_of)


def _newer(version: str | None, at_hand: str) -> bool:
    """Whether a version of numbers and points is above another; what can't be compared is not."""
    parts = [text.split(".") for text in (version or "", at_hand)]
    if not all(part.isdecimal() and len(part) < _DIGITS for numbers in parts for part in numbers):
        return False
    return [int(part) for part in parts[0]] > [int(part) for part in parts[1]]


def _no_question(name: str, questionnaire: Questionnaire, at: At, hints: Suggester) -> Remark:
    hint = hints.hint(name, questionnaire.questions)
    if at.outdated:
        message = f'version "{questionnaire.version}", the one at hand, does not ask "{name}"'
        return Remark(at.path, "answer-outdated", message, hint, at_key=True)
    message = f'questionnaire "{questionnaire.id}" has no question "{name}"'
    return Remark(at.path, "unknown-question", message, hint, at_key=True)
