"""Questionnaires with hundreds of questions, and vendors that leave a long way to yes."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, TypeAlias

from assessments import asking
from sso_cases import AS_OF
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import Evaluation, evaluate
from vendorcheck.document.document import parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.validation.schema.parse import parse_model

SEVERITIES: Final = ("low", "medium", "high", "critical")
OPTIONS: Final = (
    "{id: full, label: F, credit: 1}, {id: half, label: H, credit: 0.5}, "
    "{id: none, label: N, credit: 0}"
)
Question: TypeAlias = Callable[[int], str]


def evaluated(questions: str, answers: Mapping[str, str], more: str = "") -> Evaluation:
    """Evaluate answers to a questionnaire with one section, under the policy's defaults."""
    text = asking(questions) + more
    questionnaire = parse_model(parse_document(text.encode(), "q.yaml"), Questionnaire)
    written = "".join(f"      {key}: {answer}\n" for key, answer in answers.items()) or "      {}\n"
    vendor = (
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  q:\n    answers:\n" + written
    )
    policy = parse_model(
        parse_document(b'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n', "p.yaml"), Policy
    )
    plan = Assessor({"q": questionnaire}, policy, ("q",)).plan_for_tier(None)
    return evaluate(plan, parse_model(parse_document(vendor.encode(), "v.yaml"), VendorFile), AS_OF)


def question(number: int, rest: str) -> str:
    return f"      - {{id: q{number}, type: choice, ask: Q?, {rest}, options: [{OPTIONS}]}}\n"


def plain(number: int) -> str:
    """Weights by severity; each seventh question needs the one before it."""
    when = f", when: {{q{number - 1}: [full, half]}}" if number and number % 7 == 0 else ""
    return question(number, f"severity: {SEVERITIES[number % 4]}{when}")


def weighed(number: int) -> str:
    """Each question has a weight of its own, and an effort."""
    effort = ("medium", "low", "high", "medium", "high")[number % 5]
    weight = number * 7919 % 997 + 1
    return question(
        number, f"severity: {SEVERITIES[number % 3]}, weight: {weight}, effort: {effort}"
    )


def linked(number: int) -> str:
    """Two in three questions depend on one of those before, for better or for worse."""
    severity = SEVERITIES[number * 5 % 7 % 4]
    if number % 3 == 0:
        return question(number, f"severity: {severity}")
    parent = number - 1 - number * 31 % min(number, 12)
    options = ("full", "none", "half, full")[number * 13 % 3]
    return question(number, f"severity: {severity}, when: {{q{parent}: [{options}]}}")


def mixed(count: int) -> dict[str, str]:
    answers = ("none", "full", "half", "none", "full", "half", "")
    return {
        f"q{number}": answer
        for number in range(count)
        if (answer := answers[number * 11 % 13 % len(answers)])
    }


def chain(count: int) -> str:
    return "".join(
        f"      - {{id: q{number}, type: yes_no, ask: Q?"
        + (f', when: {{q{number - 1}: ["yes"]}}' if number else "")
        + "}\n"
        for number in range(count)
    )


def overlapping(count: int, options: int) -> tuple[str, dict[str, str], str]:
    """Questions that many answers meet, and checks between each and the three after it."""
    ids = ", ".join(
        f"{{id: o{number}, label: O, credit: {int(number < options - 1)}}}"
        for number in range(options)
    )
    questions = "".join(
        f"      - {{id: q{number}, type: choice, ask: Q?, severity: high, options: [{ids}]}}\n"
        for number in range(count)
    )
    pairs = [(one, other) for one in range(count) for other in range(one + 1, min(count, one + 4))]
    checks = "".join(
        f"  - {{id: c{place}, severity: high, message: M, when: {{"
        f"q{one}: [o{place * 3 % (options - 1)}, o{(place * 5 + 1) % (options - 1)}], "
        f"q{other}: [o{place * 7 % (options - 1)}, o{(place * 2 + 1) % (options - 1)}]}}}}\n"
        for place, (one, other) in enumerate(pairs)
    )
    answers = {f"q{number}": f"o{options - 1}" for number in range(count)}
    return questions, answers, f"checks:\n{checks}"


def asked(make: Question, count: int) -> str:
    return "".join(map(make, range(count)))


_MADE: Mapping[str, Callable[[], Evaluation]] = {
    "200 plain, all bad": lambda: evaluated(
        asked(plain, 200), {f"q{number}": "none" for number in range(200)}
    ),
    "200 plain, all open": lambda: evaluated(asked(plain, 200), {}),
    "1,000 plain, mixed": lambda: evaluated(asked(plain, 1000), mixed(1000)),
    "200 weighed, mixed": lambda: evaluated(asked(weighed, 200), mixed(200)),
    "1,000 weighed, mixed": lambda: evaluated(asked(weighed, 1000), mixed(1000)),
    "400 linked, mixed": lambda: evaluated(asked(linked, 400), mixed(400)),
    "a chain of 100": lambda: evaluated(chain(100), {}),
    "a chain of 400": lambda: evaluated(chain(400), {}),
    "12 overlapping": lambda: evaluated(*overlapping(12, 8)),
}
LARGE: Mapping[str, Callable[[], Evaluation]] = {name: cache(make) for name, make in _MADE.items()}
"""The cases that take a search long, by name."""
