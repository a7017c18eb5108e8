"""Hypothesis strategies: whole worlds of questionnaires, a policy and a vendor file.

They are the plain data of the files.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import Document, parse_document
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.validation.schema.parse import parse_model

Data: TypeAlias = Any
AS_OF = date(2026, 11, 22)
SEVERITIES = ["low", "medium", "high", "critical"]
CREDITS = ["0", "0.25", "0.5", "0.75", "1"]
NUMBERS = ["5", "20"]
DURATIONS = ["30 days", "2 months"]
AGES = ["3 months", "1 year"]
DATED: list[Data] = [
    {},
    {"expires": "2026-11-21"},
    {"expires": "2026-11-22"},
    {"expires": "2027-01-01"},
    {"dated": "2026-11-22"},
    {"dated": "2026-11-23"},
    {"dated": "2026-11-22", "kind": "statement"},
    {"dated": "2026-11-22", "kind": "contract"},
    {"dated": "2026-11-22", "covers": {"to": "2025-11-21"}},
    {"dated": "2025-11-21", "covers": {"to": "2025-11-22"}},
    {"dated": "2025-11-21"},
    {"dated": "2025-11-22"},
    {"dated": "2026-05-21"},
    {"dated": "2026-05-22"},
    {"dated": "2020-01-01", "expires": "2026-11-22"},
    {"dated": "2026-10-01", "expires": "2026-11-21"},
    {"dated": "2026-10-01", "expires": "2026-11-22"},
]
"""Evidence on each side of where it begins and ends, by itself and as a policy says."""
REVIEWS: list[Data] = [
    {},
    {"reviewed_by": "Jane"},
    {"reviewed_on": "2026-11-22"},
    *(
        {"reviewed_by": "Jane", "reviewed_on": day}
        for day in ("2025-11-21", "2025-11-22", "2026-05-21", "2026-05-22", "2026-11-22")
    ),
    {"reviewed_by": "Jane", "reviewed_on": "2026-11-23"},
]
"""Reviews on each side of the days from which and until which they count."""

THOROUGH = int(os.environ.get("VENDORCHECK_LAWS", "0"))
"""How many worlds the slow tests try each law on, other ones each time.

0: as many as it says, always the same.
"""
SETTINGS = settings(
    derandomize=not THOROUGH, print_blob=True, suppress_health_check=list(HealthCheck)
)
_FEW = pytest.param(12, id="few")
LawCheck: TypeAlias = Callable[..., None]


def _law(
    many: int, strategies: tuple[st.SearchStrategy[Data], ...]
) -> Callable[[LawCheck], LawCheck]:
    """Try a check on a few examples in the quick tests, and on many in the slow ones."""

    def decorate(check: LawCheck) -> LawCheck:
        def attempt(examples: int) -> None:
            settings(SETTINGS, max_examples=examples)(given(*strategies)(check))()

        attempt.__name__, attempt.__doc__, attempt.__module__ = (
            check.__name__,
            check.__doc__,
            check.__module__,
        )
        sizes = [_FEW, pytest.param(THOROUGH or many, id="many", marks=pytest.mark.slow)]
        return pytest.mark.parametrize("examples", sizes)(attempt)

    return decorate


def law(*strategies: st.SearchStrategy[Data]) -> Callable[[LawCheck], LawCheck]:
    """Declare a law, a test that holds for whatever these strategies draw."""
    return _law(60, strategies)


def closely(*strategies: st.SearchStrategy[Data]) -> Callable[[LawCheck], LawCheck]:
    """Declare a law that compares with the reference: what it guards against is rare."""
    return _law(400, strategies)


@dataclass(frozen=True)
class World:
    """All that an assessment takes, as plain data.

    Of two questionnaires the later may refer to the earlier.
    """

    questionnaires: dict[str, Data]
    policy: Data
    vendor: Data
    chosen: tuple[str, ...]

    def question(self, key: str) -> Data:
        home, _, name = key.partition("/")
        sections = self.questionnaires[home]["sections"]
        return next(q for section in sections for q in section["questions"] if q["id"] == name)

    @property
    def keys(self) -> list[str]:
        return [
            f"{home}/{question['id']}"
            for home, found in self.questionnaires.items()
            for section in found["sections"]
            for question in section["questions"]
        ]

    def answer(self, key: str) -> Data:
        """The entry of the vendor file in its long form; None if there is none."""
        home, _, name = key.partition("/")
        found = self.vendor["responses"].get(home, {"answers": {}})["answers"].get(name)
        return {"answer": found} if isinstance(found, str | list) else found

    def answered(self, answers: dict[str, Data]) -> "World":
        """The same with some entries of the vendor file set."""
        responses = {
            home: dict(found["answers"]) for home, found in self.vendor["responses"].items()
        }
        for key, answer in answers.items():
            home, _, name = key.partition("/")
            responses.setdefault(home, {})[name] = answer
        written = {home: {"answers": found} for home, found in responses.items()}
        return replace(self, vendor={**self.vendor, "responses": written})

    def without_risks(self) -> "World":
        return replace(self, vendor={**self.vendor, "accepted_risks": []})


def document(data: Data) -> Document:
    return parse_document(json.dumps(data).encode(), "file.json")


def library(world: World) -> dict[str, Questionnaire]:
    return {
        name: parse_model(document(data), Questionnaire)
        for name, data in world.questionnaires.items()
    }


def assessor(world: World) -> Assessor:
    return Assessor(library(world), the_policy(world), world.chosen)


def the_policy(world: World) -> Policy:
    return parse_model(document(world.policy), Policy)


def vendor_file(world: World) -> VendorFile:
    return parse_model(document(world.vendor), VendorFile)


# ---- answers


def answers_to(question: Data) -> list[Data]:
    """Answers of every sort that a question, its bands and conditions on it can tell apart."""
    match question["type"]:
        case "yes_no":
            return ["yes", "no"]
        case "choice":
            return [option["id"] for option in question["options"]]
        case "multi_choice":
            alone = [[option["id"]] for option in question["options"]]
            joint = [option["id"] for option in question["options"] if not option.get("exclusive")]
            return [
                *alone,
                *([joint[:2]] if len(joint) > 1 else []),
                *([joint] if len(joint) > 2 else []),
            ]
        case "number":
            return ["3", "4", "5", "6", "20", "21.5", "30", *_ids(question)]
        case "duration":
            days = ["1 day", "2 days", "30 days", "31 days", "2 months", "9 weeks", "1 year"]
            return [*days, *_ids(question)]
        case "date":
            return [
                "2026-11-22",
                "2026-08-22",
                "2026-08-21",
                "2025-11-22",
                "2025-11-21",
                "2026-11-23",
            ]
        case _:
            return ["https://a.example/x", "https://b.example"]


def _ids(question: Data) -> list[str]:
    """Return the ids of the options, where a question has any."""
    return [option["id"] for option in question.get("options", ())]


@st.composite
def entries(draw: st.DrawFn, question: Data, *, open_too: bool = True) -> Data:
    """An entry of a vendor file: an answer as a rule, else one of the ways not to answer."""
    kind = draw(
        st.sampled_from(
            ["answer"] * 6 + (["unknown", "disputed", "nothing"] if open_too else []) + ["na"]
        )
    )
    value = draw(st.sampled_from(answers_to(question)))
    if kind == "unknown":
        return {"unknown": "true"}
    if kind == "nothing":
        return {"note": "Asked."}
    if kind == "na":  # even where it is refused: then it is no answer
        confirmed = draw(st.sampled_from([None, "2026-11-22", "2026-11-22", "2026-11-23"]))
        by = {"confirmed_by": "Jane", "confirmed_on": confirmed} if confirmed else {}
        return {"not_applicable": "No such thing.", **by}
    entry: Data = {
        "answer": value,
        "grade": draw(st.sampled_from(["claimed", "documented", "verified"])),
    }
    if kind == "disputed":
        entry["disputed"] = "Their contract says otherwise."
    evidence = draw(st.one_of(st.none(), st.lists(st.sampled_from(DATED), max_size=2)))
    if evidence is not None:
        entry["evidence"] = [
            {"title": "Guide", "url": "https://a.example", **dated} for dated in evidence
        ]
    return entry | draw(st.sampled_from(REVIEWS))


# ---- conditions


@st.composite
def tests_of(draw: st.DrawFn, question: Data) -> Data:
    match question["type"]:
        case "yes_no":
            ids = ["yes", "no"]
        case "number" | "duration":
            limits = NUMBERS if question["type"] == "number" else DURATIONS
            if _ids(question) and _one_in(draw, 3):
                return [draw(st.sampled_from(_ids(question)))]
            return {draw(st.sampled_from(["at_least", "at_most"])): draw(st.sampled_from(limits))}
        case _:
            ids = [option["id"] for option in question["options"]]
    return draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True))


@st.composite
def whens(draw: st.DrawFn, earlier: dict[str, Data], depth: int = 2) -> Data:
    """A condition on earlier questions, given by the names under which it may refer to them."""
    names = [
        name
        for name, question in earlier.items()
        if question["type"] not in ("text", "url", "date")
    ]
    kind = draw(st.sampled_from(["test"] * 4 + ["two", "all", "any", "not"])) if depth else "test"
    if kind in ("test", "two"):
        few = draw(
            st.lists(
                st.sampled_from(names), min_size=1, max_size=2 if kind == "two" else 1, unique=True
            )
        )
        return {name: draw(tests_of(earlier[name])) for name in few}
    if kind == "not":
        return {"not": draw(whens(earlier, depth - 1))}
    return {kind: draw(st.lists(whens(earlier, depth - 1), min_size=1, max_size=2))}


def can_refer(earlier: dict[str, Data]) -> bool:
    return any(question["type"] not in ("text", "url", "date") for question in earlier.values())


# ---- questions


def _one_in(draw: st.DrawFn, many: int) -> bool:
    return draw(st.integers(1, many)) == 1


def _severities(draw: st.DrawFn, shares: list[str]) -> list[str | None]:
    """Draw own severities for all gaps or for none.

    So more credit is never worse, whatever a policy overrides.
    """
    if not _one_in(draw, 3):
        return [None] * len(shares)
    worst_first = sorted(
        draw(st.lists(st.sampled_from(SEVERITIES), min_size=5, max_size=5)), key=SEVERITIES.index
    )
    return [None if credit == "1" else worst_first[4 - CREDITS.index(credit)] for credit in shares]


def _shares(draw: st.DrawFn, count: int) -> list[str]:
    if _one_in(draw, 8):
        return draw(st.lists(st.sampled_from(CREDITS), min_size=count, max_size=count))
    between = draw(st.lists(st.sampled_from(CREDITS), min_size=count - 2, max_size=count - 2))
    return draw(st.permutations(["1", "0", *between]))


def _gap(credit: str, severity: str | None, draw: st.DrawFn) -> Data:
    words: Data = {}
    if credit != "1" and not _one_in(draw, 4):
        words = draw(
            st.sampled_from(
                [{"finding": f"Only {credit}"}, {"finding": f"{credit}!", "remedy": "Do more."}]
            )
        )
    effort = draw(st.sampled_from([None, None, "low", "medium", "high"]))
    return {"credit": credit, **words, **_given(severity=severity, effort=effort)}


def _given(**keys: Data) -> Data:
    return {key: value for key, value in keys.items() if value is not None}


def _options(draw: st.DrawFn, *, several: bool) -> list[Data]:
    count = draw(st.integers(2, 4))
    if _one_in(draw, 6):
        return [{"id": f"o{index}", "label": f"Option {index}"} for index in range(count)]
    shares = _shares(draw, count)
    severities: list[str | None] = [None] * count if several else _severities(draw, shares)
    options = [
        {"id": f"o{index}", "label": f"Option {index}", **_gap(credit, severity, draw)}
        for index, (credit, severity) in enumerate(zip(shares, severities, strict=True))
    ]
    if several and _one_in(draw, 2):
        severity = draw(st.sampled_from([None, "critical"]))
        options.append(
            {"id": "none", "label": "None", "exclusive": "true", **_gap("0", severity, draw)}
        )
    return options


def _bands(draw: st.DrawFn, limits: list[str], keys: list[str]) -> list[Data]:
    """From the narrowest limit to the widest, and the rest."""
    key = draw(st.sampled_from(keys))
    narrowest_first = limits[::-1] if key == "at_least" else limits
    shares = ["1", draw(st.sampled_from(CREDITS)), "0"][:: draw(st.sampled_from([1, 1, -1]))]
    severities = _severities(draw, shares)
    return [
        {**({key: limit} if limit else {}), **_gap(credit, severity, draw)}
        for limit, credit, severity in zip(
            [*narrowest_first, None], shares, severities, strict=True
        )
    ]


def _type(draw: st.DrawFn) -> Data:
    kind = draw(
        st.sampled_from(
            ["yes_no"] * 3
            + ["choice"] * 4
            + ["multi_choice"] * 2
            + ["number", "duration", "date", "text", "url"]
        )
    )
    match kind:
        case "yes_no":
            own: Data = {"expects": draw(st.sampled_from(["yes", "no"]))}
        case "choice":
            own = {"options": _options(draw, several=False)}
        case "multi_choice":
            # Where the least credit counts, each option is like that of a choice.
            counts = draw(st.sampled_from([None, "sum", "least", "least"]))
            own = {**_given(counts=counts), "options": _options(draw, several=counts != "least")}
        case "number":
            own = {"bands": _bands(draw, NUMBERS, ["at_least", "at_most"])}
        case "duration":
            own = {"bands": _bands(draw, DURATIONS, ["at_least", "at_most"])}
        case "date":
            own = {"bands": _bands(draw, AGES, ["within"])}
        case _:
            own = {"credit_if_answered": draw(st.sampled_from(["true", "false"]))}
    if "bands" in own and _one_in(draw, 4):
        own = {}
    if kind in ("number", "duration") and _one_in(draw, 2):
        own["options"] = _without_amount(draw, own.get("bands", []))
    return {"type": kind, **own}


def _without_amount(draw: st.DrawFn, bands: list[Data]) -> list[Data]:
    """Answers without an amount; where something is scored, each is as bad as a band is."""
    options = []
    for name in ("ever", "never")[: draw(st.integers(1, 2))]:
        like: Data = draw(st.sampled_from(bands)) if bands else {}
        option = {key: value for key, value in like.items() if key not in ("at_least", "at_most")}
        options.append({"id": name, "label": name, **option})
    return options


@st.composite
def questions(draw: st.DrawFn, name: str, earlier: dict[str, Data]) -> Data:
    own = _given(
        severity=draw(st.sampled_from(SEVERITIES)),
        weight=draw(st.sampled_from([None, None, None, "0", "1", "2.5"])),
        blocker=draw(st.sampled_from([None, None, None, None, "true", {"at_least": "0.5"}])),
        not_applicable=draw(st.sampled_from([None, None, "allowed", "allowed", "refused"])),
        evidence=draw(st.sampled_from([None, None, "expected"])),
        effort=draw(st.sampled_from([None, None, "low", "medium", "high"])),
        when=draw(whens(earlier)) if can_refer(earlier) and _one_in(draw, 3) else None,
    )
    if _one_in(draw, 8):
        return _fact(draw, name, own.get("when"))
    words = _given(
        finding=draw(st.sampled_from([None, f"Lacks {name}"])),
        remedy=draw(st.sampled_from([None, f"Mend {name}."])),
    )
    return {"id": name, "ask": f"What of {name}?", **own, **words, **_type(draw)}


def _fact(draw: st.DrawFn, name: str, when: Data) -> Data:
    """A question that decides what else is asked, and earns nothing."""
    kind = draw(st.sampled_from(["yes_no", "choice", "multi_choice", "number", "duration"]))
    own: Data = {"type": kind, "fact": "true", **_given(when=when)}
    if "choice" in kind:
        own["options"] = [{"id": f"o{index}", "label": f"Option {index}"} for index in range(3)]
    return {"id": name, "ask": f"What of {name}?", **own}


@st.composite
def questionnaires(draw: st.DrawFn, name: str, others: dict[str, Data], most: int) -> Data:
    """Draw a questionnaire whose conditions refer to its own earlier questions and to others'."""
    earlier = {
        f"{home}/{question}": data
        for home, found in others.items()
        for question, data in found.items()
    }
    sections = []
    for section in ("s", "t")[: draw(st.integers(1, 2))]:
        when = draw(whens(earlier)) if can_refer(earlier) and _one_in(draw, 5) else None
        asked = []
        for index in range(draw(st.integers(1, most))):
            asked.append(draw(questions(f"{section}{index}", earlier)))
            earlier[asked[-1]["id"]] = asked[-1]
        sections.append({"id": section, "title": section, **_given(when=when), "questions": asked})
    checks = [
        {
            "id": f"c{index}",
            "message": "Both?",
            "severity": draw(st.sampled_from(SEVERITIES)),
            "when": draw(whens(earlier)),
            "kind": draw(st.sampled_from(["contradiction", "requirement"])),
        }
        for index in range(draw(st.integers(0, 2)) if can_refer(earlier) else 0)
    ]
    for check in checks:
        if check["kind"] == "requirement" and _one_in(draw, 2):
            check["blocker"] = "true"
    return {
        "vendorcheck": "questionnaire/1",
        "respondent": draw(st.sampled_from(["vendor", "vendor", "vendor", "requester"])),
        "id": name,
        "version": "1",
        "title": name,
        "sections": sections,
        "checks": checks,
    }


def by_name(found: Data) -> dict[str, Data]:
    return {
        question["id"]: question
        for section in found["sections"]
        for question in section["questions"]
    }


# ---- policies


@st.composite
def rules(draw: st.DrawFn, found: dict[str, Data]) -> Data:
    """What a policy or a tier may say."""
    high, low = sorted(
        draw(st.lists(st.sampled_from([0, 25, 50, 62.5, 75, 90, 100]), min_size=2, max_size=2))
    )[::-1]
    sections = [
        f"{home}/{section['id']}" for home, data in found.items() for section in data["sections"]
    ]
    keys = [f"{home}/{name}" for home, data in found.items() for name in by_name(data)]
    overrides = st.fixed_dictionaries(
        {},
        optional={
            "severity": st.sampled_from(SEVERITIES),
            "weight": st.sampled_from(["0", "1", "4"]),
            "blocker": st.sampled_from(["true", "false", {"at_least": "0.25"}]),
        },
    )
    own = {
        "approve_at": str(high),
        "conditions_at": str(low),
        "coverage_at_least": draw(st.sampled_from(["0", "50", "90", "100"])),
        "not_applicable_at_most": draw(st.sampled_from(["0", "25", "50", "100"])),
        "conditions_from": draw(st.sampled_from(SEVERITIES)),
        "weights": draw(
            st.dictionaries(
                st.sampled_from(SEVERITIES), st.sampled_from(["0", "1", "2.5", "7"]), max_size=2
            )
        ),
        "evidence_valid_for": draw(st.sampled_from(["6 months", "12 months", "1 year"])),
        "grades": draw(
            st.dictionaries(
                st.sampled_from(SEVERITIES),
                st.sampled_from(["claimed", "documented", "verified"]),
                max_size=2,
            )
        ),
        "section_floors": draw(
            st.dictionaries(
                st.sampled_from(sections), st.sampled_from(["0", "50", "100"]), max_size=1
            )
        ),
        "questions": draw(st.dictionaries(st.sampled_from(keys), overrides, max_size=3)),
    }
    checks = [f"{home}/{check['id']}" for home, data in found.items() for check in data["checks"]]
    if checks and _one_in(draw, 2):
        changes = st.fixed_dictionaries(
            {},
            optional={
                "severity": st.sampled_from(SEVERITIES),
                "blocker": st.sampled_from(["true", "false"]),
            },
        )
        own["checks"] = draw(st.dictionaries(st.sampled_from(checks), changes, max_size=2))
    left_out = draw(
        st.sets(
            st.sampled_from(
                [
                    "coverage_at_least",
                    "not_applicable_at_most",
                    "conditions_from",
                    "weights",
                    "evidence_valid_for",
                    "grades",
                    "section_floors",
                    "questions",
                ]
            )
        )
    )
    return {key: value for key, value in own.items() if key not in left_out}


@st.composite
def policies(draw: st.DrawFn, found: dict[str, Data]) -> Data:
    names = list(found)
    earlier = {f"{names[0]}/{name}": data for name, data in by_name(found[names[0]]).items()}
    tiers = []
    if can_refer(earlier):
        for index in range(draw(st.sampled_from([0, 1, 1, 2]))):
            asked = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
            add = [
                {"when": draw(whens(earlier)), "questionnaires": [name]}
                for name in names[1:]
                for _ in range(draw(st.integers(0, 2)))
            ]
            when = _given(when=draw(st.one_of(st.none(), whens(earlier))))
            own = draw(rules(found)) if _one_in(draw, 2) else {}
            own.pop("weights", None)
            tiers.append(
                {
                    "id": f"tier{index}",
                    "title": "Tier",
                    **when,
                    "questionnaires": asked,
                    "add": add,
                    **own,
                }
            )
    return {
        "vendorcheck": "policy/1",
        "id": "p",
        "version": "1",
        "title": "P",
        **draw(rules(found)),
        "tiers": tiers,
    }


# ---- vendor files


@st.composite
def risks(draw: st.DrawFn, key: str, question: Data | None) -> Data:
    answer = draw(st.sampled_from([None, "unknown", *(answers_to(question) if question else [])]))
    return {
        "question": key,
        **_given(answer=answer),
        "reason": "Few users.",
        "accepted_by": "CIO",
        "accepted_on": draw(st.sampled_from(["2026-01-01", "2026-11-22", "2026-11-23"])),
        "expires": draw(st.sampled_from(["2026-11-21", "2026-11-22", "2027-01-01"])),
    }


@st.composite
def vendors(draw: st.DrawFn, found: dict[str, Data], open_ones: int) -> Data:
    """A vendor file; about one in `open_ones` questions has no entry."""
    responses = {}
    subjects: dict[str, Data] = {}
    for home, data in found.items():
        subjects |= {f"{home}/{name}": question for name, question in by_name(data).items()}
        subjects |= {f"{home}/{check['id']}": None for check in data["checks"]}
        answers = {
            name: draw(entries(question))
            for name, question in by_name(data).items()
            if not _one_in(draw, open_ones)
        }
        responses[home] = {"answers": answers}
    accepted = draw(st.lists(st.sampled_from(list(subjects)), max_size=3))
    return {
        "vendorcheck": "vendor/1",
        "vendor": {"name": "Acme"},
        "responses": responses,
        "accepted_risks": [draw(risks(key, subjects[key])) for key in accepted],
    }


@st.composite
def worlds(draw: st.DrawFn, most: int = 3, open_ones: int = 3) -> World:
    """Draw one to three questionnaires, a policy with up to two tiers, and a vendor file.

    Perhaps a choice of questionnaires comes with them.
    """
    found: dict[str, Data] = {}
    for name in draw(st.permutations(["sso", "data-access-removal", "admin-processes"]))[
        : draw(st.sampled_from([1, 2, 3, 3]))
    ]:
        found[name] = draw(
            questionnaires(name, {home: by_name(data) for home, data in found.items()}, most)
        )
    chosen = draw(st.lists(st.sampled_from(list(found)), unique=True)) if _one_in(draw, 3) else []
    if len(found) < 3 and not chosen:
        chosen = list(found)
    return World(found, draw(policies(found)), draw(vendors(found, open_ones)), tuple(chosen))


QUIET: dict[str, Data] = {
    "blockers": {},
    "rejection": {"conditions_at": "0"},
    "bands": {"approve_at": "0", "conditions_at": "0"},
    "coverage": {"coverage_at_least": "0"},
    "aside": {"not_applicable_at_most": "100"},
    "grades": {"grades": {}},
    "floors": {"section_floors": {}},
    "findings": {"conditions_from": "critical"},
}
"""What a policy says where some of the rules are to keep quiet."""


@st.composite
def calm_worlds(draw: st.DrawFn) -> World:
    """Worlds in which some rules keep quiet: what those drown elsewhere shows here."""
    world = draw(
        worlds(most=draw(st.sampled_from([1, 2, 3])), open_ones=draw(st.sampled_from([2, 3, 5])))
    )
    quiet = draw(st.sets(st.sampled_from(list(QUIET)), min_size=2))
    said = {key: value for name in QUIET if name in quiet for key, value in QUIET[name].items()}

    def calm(rules: Data) -> Data:
        overrides = rules.get("questions", {})
        if "blockers" in quiet:
            overrides = {key: _without(own, "blocker") for key, own in overrides.items()}
        return {**rules, **said, "questions": overrides}

    rules = {**calm(world.policy), "tiers": [calm(tier) for tier in world.policy["tiers"]]}
    found = {home: dict(data) for home, data in world.questionnaires.items()}
    for data in found.values() if "blockers" in quiet else ():
        data["sections"] = [
            {
                **section,
                "questions": [_without(question, "blocker") for question in section["questions"]],
            }
            for section in data["sections"]
        ]
    return replace(world, questionnaires=found, policy=rules)


def _without(data: Data, key: str) -> Data:
    return {name: value for name, value in data.items() if name != key}
