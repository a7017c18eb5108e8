"""The questions that a condition names: are they there, can they be asked that, do they come before it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vendorcheck.problems import Path, Remark, nearest
from vendorcheck.questionnaire import Questionnaire
from vendorcheck.questions import BaseQuestion
from vendorcheck.when import Range, When

Library = Mapping[str, Questionnaire]


@dataclass(frozen=True)
class Referrer:
    """Who refers: `home` is the questionnaire of unqualified names, "" where there is none (a policy).

    `earlier` are the questions of that questionnaire that come before; None: all of them do.
    """

    home: str
    name: str = ""
    earlier: frozenset[str] | None = None


def reference_remarks(when: When, path: Path, referrer: Referrer, library: Library) -> Iterator[Remark]:
    """Everything that is wrong with the references of one condition."""
    yield from _empty(when, path)
    for key, test, place in when.references(referrer.home, path):
        home, _, name = key.partition("/")
        if not home or home not in library:
            yield _no_questionnaire(home, name, place, library)
        elif name not in library[home].questions:
            hint = nearest(name, library[home].questions)
            yield Remark(
                place,
                "unknown-question",
                f'questionnaire "{home}" has no question "{name}"',
                hint,
                at_key=True,
            )
        elif home == referrer.home and name == referrer.name:
            yield Remark(
                place, "reference-self", "a question's condition can't depend on its own answer", at_key=True
            )
        elif home == referrer.home and referrer.earlier is not None and name not in referrer.earlier:
            hint = f'move "{name}" to an earlier place'
            yield Remark(place, "reference-later", f'"{name}" is asked only later', hint, at_key=True)
        else:
            yield from _test_remarks(library[home].questions[name], test, place)


def _no_questionnaire(home: str, name: str, place: Path, library: Library) -> Remark:
    if not home:
        hint = "write questionnaire/question"
        return Remark(
            place, "unknown-questionnaire", f'"{name}" does not say of which questionnaire', hint, at_key=True
        )
    hint = nearest(home, library)
    return Remark(place, "unknown-questionnaire", f'there is no questionnaire "{home}"', hint, at_key=True)


def _empty(when: When, path: Path) -> Iterator[Remark]:
    """Conditions that say nothing: they would always hold, or never."""
    parts = [
        (part, (*path, key, index))
        for key in ("all", "any")
        for index, part in enumerate(getattr(when, key) or ())
    ]
    if when.not_ is not None:
        parts.append((when.not_, (*path, "not")))
    if not parts and not when.tests:
        yield Remark(
            path,
            "empty-value",
            "this condition says nothing",
            "name a question and its options, or leave it out",
        )
    for part, place in parts:
        yield from _empty(part, place)


def _test_remarks(question: BaseQuestion, test: tuple[str, ...] | Range, place: Path) -> Iterator[Remark]:
    if isinstance(test, Range):
        if question.kind_of_answer != "amount":
            hint = "write the options that it should be one of: [one, two]"
            yield Remark(place, "reference-test", f'"{question.id}" has no amount to compare', hint)
        elif test.at_least is None and test.at_most is None:
            yield Remark(
                place,
                "empty-value",
                "this comparison has no limit",
                "write {at_least: 100} or {at_most: 100}",
            )
        return
    if not question.offered:
        hint = "compare its amount: {at_least: 100}" if question.kind_of_answer == "amount" else ""
        yield Remark(place, "reference-test", f'"{question.id}" offers no options', hint)
        return
    ids = [option.id for option in question.offered]
    for index, option in enumerate(test):
        if option not in ids:
            hint = nearest(option, ids) or f"choose from {', '.join(ids)}"
            yield Remark(
                (*place, index),
                "unknown-option",
                f'"{option}" is none of the options of "{question.id}"',
                hint,
            )
