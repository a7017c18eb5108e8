"""What is approved already is found by its purpose, in whatever words, and says why."""

from typing import Any

import pytest
import yaml

from locations import CASES
from vendorcheck.model.decisions import Decision
from vendorcheck.store.approved import ApprovedProduct, rank_products
from vendorcheck.store.library import Library

PAIRS: list[dict[str, Any]] = yaml.safe_load(
    (CASES / "approved/purposes.yaml").read_text(encoding="utf-8")
)["pairs"]
DECISION = Decision.model_validate({"decision": "approve", "by": "Sam", "decided_on": "2026-11-02"})


def product(name: str, purpose: str, data: list[str], connections: list[str]) -> ApprovedProduct:
    questions = Library()["request"].questions
    uses = tuple(
        f"{option.label}. {option.plain}"
        for question, ids in (("data", data), ("connections", connections))
        for option in questions[question].offered_options
        if option.id in ids and not option.exclusive
    )
    return ApprovedProduct(name, purpose, uses, "", "", DECISION, None)


def test_the_table_is_large_enough() -> None:
    assert len(PAIRS) >= 30
    assert {bool(pair["found"]) for pair in PAIRS} == {True, False}


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["wanted"] for pair in PAIRS])
def test_a_purpose_finds_what_is_for_it(pair: dict[str, Any]) -> None:
    offered = product(
        pair.get("name", "Zzyx"),
        pair["purpose"],
        pair.get("data", []),
        pair.get("connections", []),
    )
    (found,) = rank_products([offered], pair["wanted"], Library())
    assert found.is_alike is bool(pair["found"])
    assert not pair["found"] or pair["found"] in (*found.words, *found.used_words)
