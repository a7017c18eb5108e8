"""A floor in somebody's policy for a section of an older built-in questionnaire still counts."""

from vendorcheck.document.document import parse_document
from vendorcheck.store.library import Library
from vendorcheck.store.migration import migrate

POLICY = """vendorcheck: policy/1
id: ours
version: "1"
title: Ours
section_floors: {{{floors}}}
tiers: [{{id: all, title: All, questionnaires: [security]}}]
"""


def test_a_floor_for_the_vendors_operation_goes_to_each_of_its_three_parts() -> None:
    before = POLICY.format(floors="security/operation: 60, security/detection: 40")
    result = migrate(parse_document(before.encode(), "policy.yaml"), Library())
    assert result.text == POLICY.format(
        floors="security/staff-access: 60, security/detection: 40, security/recovery: 60"
    )
