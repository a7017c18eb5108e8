"""Questions as data: how they are asked, which answers they take, and what these earn."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Final, Literal, TypedDict

from vendorcheck.exchange.forms.page._conditions import Ratio, compile_ratio
from vendorcheck.model.fields import SEVERITIES
from vendorcheck.model.questions import (
    AnswerResult,
    BaseQuestion,
    Option,
    ParsedAnswer,
    plain_label,
    plain_question,
)
from vendorcheck.text.safe import escape_invisible
from vendorcheck.text.words import unit_of_one

_NO_DAY: Final = date.min
"""The day of an assessment, where an answer earns the same on any."""


class EarnedCredit(TypedDict):
    """The worth of an answer: `credit` of the question's `full`, and what is said about its gap.

    `severity` is the rank of the gap's own severity; None: that of the question.
    """

    credit: int
    severity: int | None
    remedy: str | None


class OfferedOption(TypedDict):
    """An option: what the file writes, what a person reads, and what it earns.

    `earns` is None where the question is not scored. `worded`: it has a finding, so that it words
    the gap of a sum. `kind` is what it shares with other options, for quicker reviews.
    """

    id: str
    text: str
    kind: str | None
    exclusive: bool
    shown: bool
    earns: EarnedCredit | None
    worded: bool


class AgeBand(TypedDict):
    """Days that lie at most so many months, or days, before today; neither: all others."""

    months: int
    days: int | None
    earns: EarnedCredit


class HowItIsAsked(TypedDict):
    """The words of a question and the answers that it takes.

    `form`: one option, several, an amount, a time span, a day, an address or words. `find_out`: it
    is for the requester to find out. `refused_aside`: it can't be put aside. `limits` divide the
    amounts into cells: below the first, at it, between it and the next, and so on.
    """

    ask: str
    why: str
    where: str
    form: Literal["one", "several", "amount", "span", "day", "address", "words"]
    find_out: bool
    refused_aside: bool
    unit: str
    unit_of_one: str
    whole: bool
    smallest: Ratio | None
    limits: list[Ratio]


class AskedQuestion(HowItIsAsked):
    """A question as the page asks it, and what its answers earn.

    `full` is the credit of a full answer. `least`: the least credit of several options counts, not
    their sum. `cells` is what an amount in each cell earns, empty if amounts are not scored; `ages`
    is the same for days, and `any_earns` what any words earn.
    """

    key: str
    questionnaire: str
    version: str
    section: str
    for_requester: bool
    options: list[OfferedOption]
    full: int
    least: bool
    remedy: str | None
    cells: list[EarnedCredit]
    ages: list[AgeBand]
    any_earns: EarnedCredit | None


def visible_remedy(text: str | None) -> str | None:
    """Return a remedy with invisible characters shown as codes; None if there is none."""
    return escape_invisible(text) if text else None


class _Credits:
    """The credits of one question as whole numbers of a common part of full credit."""

    def __init__(self, question: BaseQuestion, results: Iterable[AnswerResult]) -> None:
        self._question = question
        self.full = lcm(1, *(result.credit.denominator for result in results))

    def earned(self, result: AnswerResult) -> EarnedCredit:
        severity = None if result.severity is None else SEVERITIES.index(result.severity)
        remedy = visible_remedy(result.gap_text("remedy", self._question))
        return {"credit": int(result.credit * self.full), "severity": severity, "remedy": remedy}


def compile_question(
    key: str, definition: BaseQuestion, place: Mapping[str, str], *, for_requester: bool
) -> AskedQuestion:
    """Return a question as the page asks it.

    Args:
        key: its name, `questionnaire/question`.
        definition: the question.
        place: its `questionnaire`, that one's `version`, and its `section` as titles.
        for_requester: it belongs to a questionnaire for the requester.
    """
    option_results = {
        option.id: _result_of_option(definition, option) for option in definition.offered_options
    }
    amount_results = _results_of_amounts(definition)
    age_results = list(definition.possible_results()) if definition.own_bands else []
    earned_credits = _Credits(
        definition, [*filter(None, option_results.values()), *amount_results, *age_results]
    )
    words = list(definition.possible_results()) if definition.any_answer_earns_full_credit else []
    return {
        **_how_it_is_asked(definition),
        "key": key,
        "questionnaire": place["questionnaire"],
        "version": place["version"],
        "section": place["section"],
        "for_requester": for_requester,
        "options": [
            _compile_option(option, option_results[option.id], earned_credits)
            for option in definition.offered_options
        ],
        "full": earned_credits.full,
        "least": definition.least_credit_counts,
        "remedy": visible_remedy(definition.remedy),
        "cells": [earned_credits.earned(result) for result in amount_results],
        "ages": _compile_ages(definition, earned_credits) if definition.answer_is_date else [],
        "any_earns": next(map(earned_credits.earned, words), None),
    }


def _how_it_is_asked(definition: BaseQuestion) -> HowItIsAsked:
    smallest, is_amount = definition.smallest_amount, definition.kind_of_answer == "amount"
    return {
        "ask": escape_invisible(plain_question(definition)),
        "why": escape_invisible(definition.why or ""),
        "where": escape_invisible(definition.where_to_look or ""),
        "form": _form_of(definition),
        "find_out": definition.precheck,
        "refused_aside": not definition.accepts_not_applicable,
        "unit": escape_invisible(definition.counted_unit or ""),
        "unit_of_one": escape_invisible(unit_of_one(definition.counted_unit or "")),
        "whole": definition.takes_whole_numbers_only,
        "smallest": None if smallest is None else compile_ratio(smallest),
        "limits": [compile_ratio(limit) for limit in definition.band_limits if is_amount],
    }


def _form_of(
    definition: BaseQuestion,
) -> Literal["one", "several", "amount", "span", "day", "address", "words"]:
    match definition.kind_of_answer:
        case "one option":
            return "one"
        case "options":
            return "several"
        case "amount":
            return "span" if definition.amounts_are_time_spans else "amount"
        case "words":
            is_address = definition.answer_is_url
            return "day" if definition.answer_is_date else "address" if is_address else "words"


def _compile_option(
    option: Option, result: AnswerResult | None, earned_credits: _Credits
) -> OfferedOption:
    return {
        "id": option.id,
        "text": escape_invisible(plain_label(option)),
        "kind": option.kind,
        "exclusive": option.exclusive,
        "shown": option.precheck,
        "earns": earned_credits.earned(result) if result else None,
        "worded": bool(option.finding),
    }


def _result_of_option(definition: BaseQuestion, option: Option) -> AnswerResult | None:
    raw = (option.id,) if definition.kind_of_answer == "options" else option.id
    return definition.result_of(definition.parse_answer(raw), _NO_DAY)


def _results_of_amounts(definition: BaseQuestion) -> list[AnswerResult]:
    """Return what an amount in each cell earns; none where amounts are not scored."""
    if definition.kind_of_answer != "amount" or not definition.own_bands:
        return []
    limits = definition.band_limits
    samples = [limits[0] - 1] if limits else [Fraction(0)]
    for low, high in pairwise(limits):
        samples += [low, (low + high) / 2]
    samples += [limits[-1], limits[-1] + 1] if limits else []
    answers = (ParsedAnswer("", "", amount=sample) for sample in samples)
    results = (definition.result_of(answer, _NO_DAY) for answer in answers)
    return [result for result in results if result]


def _compile_ages(definition: BaseQuestion, earned_credits: _Credits) -> list[AgeBand]:
    """Return what the age of a day earns; none where days are not scored."""
    bands: list[AgeBand] = []
    for band, result in zip(definition.own_bands, definition.possible_results(), strict=True):
        months = band.within.whole_months if band.within else 0
        days = int(band.within.days) if band.within and not months else None
        bands.append({"months": months, "days": days, "earns": earned_credits.earned(result)})
    return bands
