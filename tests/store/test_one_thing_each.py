"""Questions that asked for two things ask for one; their older answers move, or stay."""

from typing import Any

import pytest

from vendorcheck.document.document import parse_document
from vendorcheck.store.library import Library
from vendorcheck.store.migration import MigratedFile, migrate

FILE = """vendorcheck: vendor/1
vendor: {name: Acme}
responses: {%s: {version: "1.0", answers: {%s: %s}}}
"""


def migrated(key: str, answer: str) -> MigratedFile:
    text = FILE % (*key.split("/"), answer)
    return migrate(parse_document(text.encode(), "acme.yaml"), Library())


@pytest.mark.parametrize(
    ("key", "before", "name", "after"),
    [
        ("admin-processes/staff-screening", "all", "staff-screening", "all"),
        ("admin-processes/staff-screening", "pledged", "staff-screening", "none"),
        ("admin-processes/staff-screening", "none", "staff-screening", "none"),
        ("security/staff-access-review", "yearly", "staff-access-review", "yearly"),
        ("security/staff-access-review", "late", "staff-access-review", "yearly"),
        ("privacy/legal-basis", "described", "legal-basis", "per-feature"),
        ("privacy/profiling", "explained", "profiling", "exempt"),
        ("privacy/consent-handover", "proof-synced", "consent-proof", "proof"),
        ("privacy/consent-handover", "proof", "consent-proof", "proof"),
        ("privacy/consent-handover", "mark", "consent-proof", "mark"),
        ("data-access-removal/deletion-certificate", "charged", "deletion-certificate", "brief"),
    ],
)
def test_the_half_that_is_asked_moves(key: str, before: str, name: str, after: str) -> None:
    result = migrated(key, before)
    document: Any = parse_document(result.text.encode(), "acme.yaml").data
    answer = document["responses"][key.partition("/")[0]]["answers"][name]
    assert (answer["answer"] if isinstance(answer, dict) else answer) == after
    assert not result.record.kept
    assert 'version: "2.0"' in result.text


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("data-access-removal/person-requests", "ourselves"),
        ("privacy/records", "shared"),
        ("privacy/profiling", "switch"),
        ("privacy/profiling", "fixed"),
        ("privacy/profiling", "opaque"),
        ("privacy/transfers", "adequate"),
    ],
)
def test_what_meant_several_things_at_once_stays(key: str, answer: str) -> None:
    result = migrated(key, answer)
    assert [item.key for item in result.record.kept] == [key]
    assert result.text == FILE % (*key.split("/"), answer)
