"""No format of the vendor's view holds what is ours: a token in each internal field is looked for.

The files are those that have every field once, and a field is internal unless it is named here: so
one that is added to a vendor file, a policy or a questionnaire is looked for, too.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Annotated, Any, Final

import pytest
from pydantic import TypeAdapter, ValidationError

from field_reference import EXAMPLES, fields_of
from locations import REPOSITORY
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import Document, parse_document
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import Policy
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports import REPORTS, Display
from vendorcheck.validation.schema.parse import parse_model

AS_OF: Final = date(2026, 11, 22)
PUBLIC: Final = {
    # Its own name, what we would buy, and its own answers.
    ("Vendor", "name"),
    ("Vendor", "product"),
    ("Vendor", "plan"),
    ("Answer", "answer"),
    # A question, its options, its gap, and what would close it.
    ("BaseQuestion", "ask"),
    ("Option", "label"),
    ("NumberQuestion", "unit"),
    *(
        (owner, name)
        for owner in ("BaseQuestion", "Option", "Band")
        for name in ("remedy", "clause")
    ),
    *((owner, "finding") for owner in ("BaseQuestion", "Option", "Band")),
    ("Check", "message"),
    ("Check", "remedy"),
    ("Check", "clause"),
}
"""The texts that a vendor may see, by the model and the field."""
STRUCTURE: Final = {("Option", "id"), ("Band", "at_most"), ("Band", "at_least"), ("Band", "within")}
"""Fields by which answers are read: with a token there, none would fit its question."""
LATER: Final = frozenset(("expires", "due", "renews_on", "notice_by", "object_by", "bridged_until"))
WORDS_OF_OURS: Final = (
    *("severity", "critical", "blocker", "weight", "credit", "tier", "accepted", "score", "%"),
    *("verdict", "not approve", "with conditions", "decision", "risk", "internal", "policy"),
)
SOURCES: Final = ("vendor", "import", "public", "us")
NUMBERS: Final = {"approve_at": "71.93", "conditions_at": "41.37", "coverage_at_least": "97.31"}


@dataclass
class Tokens:
    """Replaces texts and days by tokens that nothing else equals; remembers where each was put."""

    places: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def put(self, part: object, data: Any) -> None:  # noqa: ANN401 - data of any file
        """Put a token into each internal field of a part of a file."""
        if isinstance(part, tuple) and isinstance(data, list):
            for entry, entry_data in zip(part, data, strict=True):
                self.put(entry, entry_data)
        elif isinstance(part, Mapping) and isinstance(data, dict):
            for key, entry in part.items():
                self.put(entry, data[key])
        elif isinstance(part, Model) and isinstance(data, dict):
            for name in fields_of(type(part)).keys() & data.keys():
                self._put_into_field(part, name, data)

    def _put_into_field(self, part: Model, name: str, data: dict[str, Any]) -> None:
        owners = [owner.__name__ for owner in type(part).__mro__]
        if any((owner, name) in PUBLIC | STRUCTURE for owner in owners):
            return
        if isinstance(data[name], str) and (token := self._token(type(part), name)):
            self.places[token] = f"{owners[0]}.{name}"
            data[name] = f"https://{token}.example/" if name in {"url", "website"} else token
        elif isinstance(data[name], list) and _takes(type(part), name, ["Zq"]):
            data[name] = [self.text(f"{owners[0]}.{name}") for _ in data[name]]
        elif isinstance(data[name], dict) and _takes(type(part), name, {"a": "Zq"}):
            data[name] = {key: self.text(f"{owners[0]}.{name}") for key in data[name]}
        else:
            value = getattr(part, name, None) or getattr(part, f"{name}_", None)
            self.put(value, data[name])

    def text(self, place: str) -> str:
        """Return a token, and remember where it was put."""
        token = f"Zq{next(self.numbers):03}"
        self.places[token] = place
        return token

    def _token(self, model: type[Model], name: str) -> str | None:
        """Return a token for a field: a text or a day; None where neither is allowed.

        An id can't begin with a capital, so what refers to something stays as it is.
        """
        number = next(self.numbers)
        days = timedelta(days=30 + number if name in LATER else -number)
        if _takes(model, name, "Zq"):
            return f"Zq{number:03}"
        day = str(AS_OF + days)
        return day if _takes(model, name, day) and not _takes(model, name, "zq") else None


def _takes(model: type[Model], name: str, value: object) -> bool:
    """Return whether a field may have a value."""
    info = fields_of(model)[name]
    annotation: Any = (
        Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    )
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError:
        return False
    return True


@dataclass
class World:
    """An assessment of files full of tokens."""

    assessment: Assessment
    places: Mapping[str, str]


def read(kind: str) -> Document:
    path = EXAMPLES / f"{kind}.yaml"
    return parse_document(path.read_bytes(), path.name)


@cache
def world(source: str) -> World:
    """Assess the complete vendor file under the complete policy; its answers are of a source."""
    tokens = Tokens()
    rules, vendor, asked = read("policy"), read("vendor"), read("questionnaire")
    responses: Any = vendor.data["responses"]
    answers = responses["campaigns"]["answers"]
    # A gap, an answer that needs a document, and a requirement that is not met.
    answers["approver"]["answer"], answers["unstoppable"] = "none", {"answer": "yes"}
    answers["delivery"] = {"answer": "2 hours", "evidence": []}
    for answer in answers.values():
        if isinstance(answer, dict) and "unknown" not in answer:
            answer |= {"source": source, "note": "x", "price": "x", "plan": "x", "by": "x"}
    for document, model in ((rules, Policy), (vendor, VendorFile), (asked, Questionnaire)):
        tokens.put(parse_model(document, model), document.data)
    asked.data["checks"] += [  # type: ignore[operator]
        _check_about_the_request(tokens, kind) for kind in ("requirement", "contradiction")
    ]
    request = parse_document((REPOSITORY / "questionnaires/request.yaml").read_bytes(), "r.yaml")
    questionnaires = [parse_model(asked, Questionnaire), parse_model(request, Questionnaire)]
    texts = [name for name, one in questionnaires[1].questions.items() if not one.is_chosen]
    wanted: Any = {
        name: {"answer": tokens.text(f"request/{name}"), "note": tokens.text("request note")}
        for name in texts
        if questionnaires[1].questions[name].counted_unit is None
    }
    responses["request"] = {"answers": wanted | {"data": ["customers"]}}
    limits: Any = rules.data
    limits |= NUMBERS | {
        "weights": {"low": "1", "medium": "3.375", "high": "5", "critical": "13.375"}
    }
    limits["tiers"][0] |= NUMBERS | {"add": []}
    assessor = Assessor({one.id: one for one in questionnaires}, parse_model(rules, Policy))
    return World(assessor.assess(parse_model(vendor, VendorFile), AS_OF), tokens.places)


def _check_about_the_request(tokens: Tokens, kind: str) -> dict[str, Any]:
    """Return a check that fails for what the request and the vendor say together."""
    names = ("message", "remedy", "clause") if kind == "requirement" else ("message",)
    return {
        "id": f"for-our-data-{kind}",
        "kind": kind,
        "when": {"all": [{"request/data": ["customers"]}, {"approver": ["none"]}]},
        "severity": "critical",
        **({"blocker": "true"} if kind == "requirement" else {}),
        **{name: tokens.text(f"{kind} about the request") for name in names},
    }


FORMATS: Final = [name for name, report in REPORTS.items() if "vendor" in report.views]


def test_there_are_tokens_of_every_kind_and_formats_to_look_into() -> None:
    places = set(world("us").places.values())
    assert len(world("us").places) > 90
    assert {
        "Answer.note", "Answer.price", "Answer.reviewed_by", "Answer.disputed", "Mitigation.text",
        "AcceptedRisk.reason", "AcceptedRisk.expires", "Decision.advice", "Decision.decided_on",
        "DecidedCondition.text", "AnnouncedChange.text", "Contract.yearly_cost", "Need.text",
        "Vendor.owner", "Policy.contact", "Tier.title", "Tier.meanwhile", "ChoiceQuestion.why",
        "Evidence.title", "Evidence.exceptions", "LogEntry.file", "request note", "request/purpose",
        "Decision.digests", "VendorFile.requested_on", "requirement about the request",
        "contradiction about the request",
    } <= places  # fmt: skip
    assert set(FORMATS) >= {"html", "markdown", "json", "summary", "questions"}


def test_the_reviewer_sees_what_the_vendor_must_not() -> None:
    """Otherwise the tokens would be in no assessment, and could be in no report."""
    found = world("us")
    text = "".join(
        REPORTS[name].render(found.assessment, Display()) for name in ("json", "html", "brief")
    )
    seen = {place for token, place in found.places.items() if token in text}
    assert len(seen) > 50
    assert {
        *("Answer.note", "AcceptedRisk.reason", "Decision.advice", "Mitigation.text"),
        *("requirement about the request", "contradiction about the request"),
    } <= seen


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", FORMATS)
def test_no_format_holds_anything_internal(name: str, source: str) -> None:
    found = world(source)
    report = REPORTS.in_view(REPORTS[name], "vendor")
    text = report.render(found.assessment, Display(width=1000))
    looked_for = {
        **found.places,
        **dict.fromkeys(NUMBERS.values(), "a limit"),
        "13.375": "a weight",
    }
    assert looked_for, "nothing was looked for"
    assert {place for token, place in looked_for.items() if token in text} == set()
    assert "an approval before a campaign is sent" in text, "it does not say what closes a gap"


@pytest.mark.parametrize("name", FORMATS)
def test_where_no_path_leads_on_nothing_about_the_request_is_said_either(name: str) -> None:
    found = world("vendor")
    paths = {
        verdict: replace(path, steps=None)
        for verdict, path in found.assessment.paths_to_yes.items()
    }
    report = REPORTS.in_view(REPORTS[name], "vendor")
    text = report.render(replace(found.assessment, paths_to_yes=paths), Display())
    assert {place for token, place in found.places.items() if token in text} == set()


@pytest.mark.parametrize("source", SOURCES)
def test_no_word_or_number_tells_how_we_judge(source: str) -> None:
    assessment = world(source).assessment
    data = json.loads(REPORTS.in_view(REPORTS["json"], "vendor").render(assessment, Display()))
    text = json.dumps(data).casefold()
    assert assessment.verdict == "do-not-approve"
    assert [word for word in WORDS_OF_OURS if word in text] == []
    assert assessment.score is not None
    assert f"{float(assessment.score):.2f}"[:4] not in text


@pytest.mark.parametrize(
    ("source", "is_shown"), [(name, name in {"vendor", "import"}) for name in SOURCES]
)
def test_only_its_own_answers_are_shown_to_a_vendor(source: str, is_shown: bool) -> None:
    report = REPORTS.in_view(REPORTS["markdown"], "vendor")
    text = report.render(world(source).assessment, Display())
    assert ("You answered: None" in text) is is_shown
    assert ("You answered" in text) is is_shown
