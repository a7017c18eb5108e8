"""Each key of a policy has a case that shows its effect; one without a case fails here.

A case gives a policy in two versions that differ in the key, and what the reports say of a vendor
under the one and under the other: at places in JSON, or anywhere in a text.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from locations import CASES
from vendorcheck.assessment.assessment import Assessment
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import Data, parse_document
from vendorcheck.model.fields import Model
from vendorcheck.model.policy import Addition, CheckOverride, Override, Policy, Tier
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.reports import REPORTS, Display
from vendorcheck.validation.schema.parse import parse_model

FOLDER = CASES / "policy-keys"
FILES = sorted(FOLDER.glob("*.yaml"))
MODELS: dict[str, type[Model]] = {
    "policy": Policy,
    "tier": Tier,
    "override": Override,
    "check-override": CheckOverride,
    "addition": Addition,
}
AS_OF = date(2026, 11, 22)
HEAD = {"vendorcheck": "policy/1", "id": "ours", "version": "1", "title": "Ours"}


def test_each_key_has_a_case() -> None:
    # The files of `questionnaires` are found at the edge: tests/store/test_own_questionnaires.py,
    # and the folder of `approved`, of which reports say nothing: tests/interview/test_approved.py.
    keys = {f"{name}.{key}" for name, model in MODELS.items() for key in model.model_fields} - {
        "policy.vendorcheck",
        "policy.approved",
        "policy.questionnaires",
    }
    assert keys - {file.stem for file in FILES} == set(), "add a case for each"
    assert {file.stem for file in FILES} - keys == set(), "no such key"


def parsed(path: Path) -> Any:  # noqa: ANN401 - a case is plain data
    return parse_document(path.read_bytes(), path.name)


def assess(rules: dict[str, Data]) -> Assessment:
    """Return the assessment of the vendor under a policy with these rules."""
    text = json.dumps({**HEAD, **rules})
    policy = parse_model(parse_document(text.encode(), "policy.json"), Policy)
    library = {
        name: parse_model(parsed(FOLDER / "base" / f"{name}.yaml"), Questionnaire)
        for name in ("small", "more")
    }
    chosen = () if policy.tiers else ("small",)
    vendor = parse_model(parsed(FOLDER / "base" / "vendor.yaml"), VendorFile)
    return Assessor(library, policy, chosen).assess(vendor, AS_OF)


def value_at(data: Any, place: str) -> object:  # noqa: ANN401 - JSON
    """Return the value at a place such as `questionnaires.1.id`; None if there is none."""
    for part in place.split("."):
        if isinstance(data, list):
            data = data[int(part)] if int(part) < len(data) else None
        else:
            data = data.get(part) if data else None
    return data


def keys_in(data: Data) -> set[str]:
    if isinstance(data, dict):
        return set(data).union(*map(keys_in, data.values()))
    return set().union(*map(keys_in, data)) if isinstance(data, list) else set()


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_the_key_has_its_effect(file: Path) -> None:
    case = parsed(file).data
    assert set(case) <= {"one", "other", "json", "text"}
    assert file.stem.partition(".")[2] in keys_in(case["other"])
    assessments = [assess(case["one"]), assess(case["other"])]
    found = [json.loads(REPORTS["json"].render(each, Display())) for each in assessments]
    expected = {place: tuple(values) for place, values in case.get("json", {}).items()}
    assert {
        place: tuple(written(value_at(data, place)) for data in found) for place in expected
    } == expected
    texts = case.get("text", {})
    for name, words in texts.items():
        one, other = (REPORTS[name].render(each, Display()) for each in assessments)
        assert words[0] in one
        assert words[1] in other
        assert words[1] not in one
    assert texts or any(one != other for one, other in expected.values())


def written(value: object) -> str:
    """Return a value of JSON as a case writes it: all scalars of our documents are text."""
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value)
