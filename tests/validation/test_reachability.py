"""Whether a condition can ever hold: the doubt that it gets, and what can't be so."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from assessments import asking
from vendorcheck.assessment.plan.plan import make_plan
from vendorcheck.document.document import parse_document
from vendorcheck.model.conditions import AnswerLookup, negate
from vendorcheck.model.policy import NO_POLICY
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.questions._bands import AmountRange, BandLookup, band_remarks
from vendorcheck.store.library import Library
from vendorcheck.store.scan import scan_files
from vendorcheck.text.suggest import MAX_COMPARED_LETTERS, Suggester
from vendorcheck.validation.reachability import search
from vendorcheck.validation.reachability.candidates import boundary_amounts
from vendorcheck.validation.reachability.search import Reachability
from vendorcheck.validation.schema.parse import parse_model

QUESTIONS = asking("""\
      - {id: a, type: yes_no, ask: Is it?, not_applicable: refused}
      - {id: b, type: yes_no, ask: Is it?, not_applicable: allowed}
""")


def can_be_neither(name: str) -> bool:
    """Whether a question can be neither yes nor no."""
    questionnaire = parse_model(parse_document(QUESTIONS.encode(), "q.yaml"), Questionnaire)
    tried = Reachability(make_plan({"q": questionnaire}, NO_POLICY, chosen_ids=["q"]))

    def goal(lookup: AnswerLookup) -> bool | None:
        known = lookup(f"q/{name}")
        return None if known.state == "open" else negate(bool(known.options & {"yes", "no"}))

    return tried.can_hold(goal, {f"q/{name}": []})


def test_only_what_accepts_it_can_be_not_applicable() -> None:
    assert not can_be_neither("a")
    assert can_be_neither("b")


def test_a_file_that_takes_too_many_tries_gets_the_benefit_of_the_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    questionnaire = parse_model(parse_document(QUESTIONS.encode(), "q.yaml"), Questionnaire)
    monkeypatch.setattr(search, "MAX_LOOKUPS_PER_FILE", 9)
    tried = Reachability(make_plan({"q": questionnaire}, NO_POLICY, chosen_ids=["q"]))
    asked: list[str] = []

    def never(lookup: AnswerLookup) -> bool | None:
        asked.append(lookup("q/a").state)
        return None if asked[-1] == "open" else False

    tests = {"q/a": [("yes",), ("no",)]}
    assert tried.can_hold(never, tests) is False
    assert tried.can_hold(never, tests) is True
    tries = len(asked)
    assert tried.can_hold(never, tests) is True
    assert len(asked) == tries


# whole files

OPTIONS = ", ".join(f"{{id: o{number}, label: O}}" for number in range(8))
WHOLE = asking(f"""\
      - {{id: outage, type: duration, ask: "How long?"}}
      - {{id: people, type: number, ask: "How many?"}}
      - {{id: data, type: multi_choice, ask: "Which?", not_applicable: refused, \
          options: [{OPTIONS}]}}
      - {{id: asked, type: yes_no, ask: "Is it?", finding: A gap, remedy: Close it.}}
      - {{id: ours, type: yes_no, ask: "Is it?", finding: A gap, remedy: Close it., \
          when: CONDITION}}
""")
ONES = "{all: [{data: [o0]}, {data: [o1]}, {data: [o2]}, {not: {data: [o3, o4, o5, o6, o7]}}]}"
EACH = ", ".join(f"{{data: [o{number}]}}" for number in range(8))


def told(folder: Path, condition: str = "{asked: [yes]}", *tiers: str) -> list[tuple[str, int]]:
    """Return the problems of a questionnaire with this condition and a policy with such tiers.

    Each tier is on a line from 6.
    """
    (folder / "q.yaml").write_text(WHOLE.replace("CONDITION", condition))
    lines = [
        f"  - {{id: t{number}, title: T, questionnaires: [q]{', when: ' * bool(tier)}{tier}}}\n"
        for number, tier in enumerate(tiers)
    ]
    if tiers:
        head = 'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\ntiers:\n'
        (folder / "p.yaml").write_text(head + "".join(lines) + "questionnaires: [q.yaml]\n")
    problems = scan_files(Library({}, {}, {}), [str(folder)], date(2026, 11, 22)).problems
    return [(problem.code, problem.location.line) for problem in problems]


@pytest.mark.parametrize(
    "condition",
    [
        "{all: [{not: {people: {at_most: 99.5}}}, {not: {people: {at_least: 99.9}}}]}",
        "{outage: {at_most: 0 days}}",
        "{people: {at_most: -5}}",
        "{not: {people: {at_least: -5}}}",
        ONES,
        f"{{all: [{EACH}]}}",
        f"{{all: [{EACH.replace('{data: [o7]}', '{not: {data: [o7]}}')}]}}",
        f"{{not: {{any: [{EACH.replace(', {data: [o7]}', '')}]}}}}",
    ],
)
def test_some_answer_fulfils_it(tmp_path: Path, condition: str) -> None:
    assert told(tmp_path, condition) == []


@pytest.mark.parametrize(
    "condition",
    [
        "{all: [{people: {at_most: 99.5}}, {people: {at_least: 99.9}}]}",
        "{all: [{outage: {at_least: 1 hour}}, {outage: {at_most: 59 minutes}}]}",
        "{all: [{data: [o0, o1]}, {not: {data: [o0]}}, {not: {data: [o1]}}]}",
        f"{{all: [{EACH}, {{not: {{data: [o7]}}}}]}}",
        f"{{not: {{any: [{EACH}]}}}}",
    ],
)
def test_no_answer_fulfils_it(tmp_path: Path, condition: str) -> None:
    assert told(tmp_path, condition) == [("when-never-holds", 13)]


def test_nothing_lasts_less_than_no_time(tmp_path: Path) -> None:
    condition = (
        "{all: [{asked: [yes]}, {not: {outage: {at_least: 0 days}}}, {outage: {at_most: 1 day}}]}"
    )
    assert told(tmp_path, condition) == [("when-never-holds", 13)]


SHORT, LONG, MIDDLE = (
    "{q/outage: {at_most: 1 hour}}",
    "{q/outage: {at_least: 8 hours}}",
    "{q/outage: {at_most: 8 hours}}",
)
FIVE = "{q/people: {at_least: 5}}"


@pytest.mark.parametrize(
    ("tiers", "lines"),
    [
        ([SHORT, LONG, MIDDLE], []),
        ([SHORT, MIDDLE, LONG, ""], []),
        ([MIDDLE, SHORT], [7]),
        ([FIVE, f"{{not: {FIVE}}}", ""], [8]),
        ([f"{{any: [{FIVE}, {{not: {FIVE}}}]}}", ""], [7]),
        # All that come after have that one mistake in common.
        ([f"{{any: [{FIVE}, {{not: {FIVE}}}]}}", SHORT, LONG, ""], [7]),
        # Not applicable is neither of these.
        ([FIVE, "{q/people: {at_most: 5}}", ""], []),
        ([f"{{any: [{EACH.replace('data', 'q/data')}]}}", ""], [7]),
        ([f"{{any: [{EACH.replace('data', 'q/data').replace(', {q/data: [o7]}', '')}]}}", ""], []),
        # What is wrong in itself may leave any request to the others.
        (["{q/nothing: [a]}", f"{{any: [{FIVE}, {{not: {FIVE}}}]}}", ""], [6, 8]),
        ([f"{{all: [{{any: [{FIVE}, {{not: {FIVE}}}]}}, {{q/people: {{a: b}}}}]}}", ""], [6]),
    ],
)
def test_tiers_that_never_match(tmp_path: Path, tiers: list[str], lines: list[int]) -> None:
    assert [line for _, line in told(tmp_path, "{asked: [yes]}", *tiers)] == lines


@pytest.mark.parametrize(
    ("limits", "least", "expected"),
    [
        ([], None, ["0"]),
        ([], 0, ["0", "1"]),
        ([3, 1], None, ["0", "1", "2", "3", "4"]),
        ([1], 0, ["0", "1/2", "1", "2"]),
        ([-1, 0], 0, ["0", "1"]),
    ],
)
def test_amounts_worth_trying(limits: list[int], least: int | None, expected: list[str]) -> None:
    lower = None if least is None else Fraction(least)
    assert [str(point) for point in boundary_amounts(map(Fraction, limits), lower)] == expected


def span(low: int | None, high: int | None) -> AmountRange:
    return AmountRange(
        None if low is None else Fraction(low), None if high is None else Fraction(high)
    )


@pytest.mark.parametrize(
    ("spans", "least", "expected"),
    [
        ([span(0, None), span(None, None)], 0, [0]),
        ([span(0, None), span(None, None)], None, [0, 1]),
        ([span(1, None), span(0, 1), span(None, None)], 0, [0, 1]),
        ([span(5, None), span(None, 3), span(3, 5), span(None, None)], None, [0, 1, 2]),
        ([span(5, None), span(None, 3), span(None, None)], None, [0, 1, 2]),
        ([span(None, -1), span(None, None)], 0, [1]),
    ],
)
def test_bands_that_some_amount_falls_into(
    spans: list[AmountRange], least: int | None, expected: list[int]
) -> None:
    assert (
        BandLookup(spans, None if least is None else Fraction(least)).reachable_bands() == expected
    )


def test_of_very_many_bands_few_pairs_are_compared() -> None:
    sound = [span(10_000 - number, None) for number in range(9_000)]
    assert list(band_remarks([*sound, span(None, None)], ())) == []
    rivals = [remark.path for remark in band_remarks([*sound[::-1], span(None, None)], ())]
    assert rivals == [(1,)]
    touching = [span(number, number + 1) for number in range(3_000)]
    found = [remark.path for remark in band_remarks([*touching, span(None, None)], ())]
    assert found[:3] == [(1,), (2,), (3,)]
    assert 100 < len(found) < 1_000


def test_very_many_tiers_get_the_benefit_of_the_doubt(tmp_path: Path) -> None:
    found = told(
        tmp_path, "{asked: [yes]}", *(f"{{q/people: {{at_least: {n}}}}}" for n in range(1_000))
    )
    assert found[:2] == [("tier-never-matches", 7), ("tier-never-matches", 8)]
    assert 50 < len(found) < 999


def test_hints_end_where_they_would_take_long() -> None:
    hints = Suggester()
    names = [f"name-{number}" for number in range(10_000)]
    names += ["x" * (MAX_COMPARED_LETTERS // 2 - sum(map(len, names)))]
    for name in ("NAME-7", "NAME-7", "NAME-8", "NAME-7"):  # what was asked for before costs nothing
        assert hints.hint(name, names) == f'did you mean "{name.lower()}"?'
    assert hints.hint("NAME-9", names) == ""
    assert hints.hint("NAME-9", iter(pytest.fail, None)) == ""  # then no name is even looked at


def test_of_very_many_options_some_are_offered(tmp_path: Path) -> None:
    options = ", ".join(f"{{id: o{number}, label: O}}" for number in range(30))
    text = WHOLE.replace(OPTIONS, options).replace("CONDITION", "{data: [zzz]}")
    (tmp_path / "q.yaml").write_text(text)
    (problem,) = scan_files(Library({}, {}, {}), [str(tmp_path)], date(2026, 11, 22)).problems
    names = ", ".join(f"o{number}" for number in range(20))
    assert problem.hint == f"choose from {names} and 10 more"
