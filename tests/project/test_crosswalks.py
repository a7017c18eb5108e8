"""The built-in crosswalks: what answers a question of ours is held here, entry by entry."""

from itertools import product

import pytest

from locations import REPOSITORY
from vendorcheck.model.crosswalk import Crosswalk, CrosswalkEntry
from vendorcheck.store.crosswalks import built_in_crosswalks

VERSIONS = ("4.0", "4.1")
QUESTIONNAIRES = (
    "admin-processes", "ai", "contract", "data-access-removal", "hosting-support", "integration",
    "privacy", "security", "sso",
)  # fmt: skip
ENTRIES = [
    (version, crosswalk, entry)
    for version in VERSIONS
    for crosswalk in built_in_crosswalks("caiq", version).values()
    for entry in crosswalk.maps
]


def test_there_is_one_for_each_version_and_questionnaire_that_caiq_says_something_about() -> None:
    names = {file.stem for file in (REPOSITORY / "crosswalks").glob("*.yaml")}
    assert names == {
        f"caiq-{version}-{name}" for version, name in product(VERSIONS, QUESTIONNAIRES)
    }
    for version in VERSIONS:
        crosswalks = built_in_crosswalks("caiq", version)
        assert sorted(crosswalks) == sorted(QUESTIONNAIRES)
        assert {crosswalk.from_.version for crosswalk in crosswalks.values()} == {version}
    assert built_in_crosswalks("caiq", "3.1") == {}


def test_only_these_answer_a_question() -> None:
    answering = {
        (version, entry.source, f"{crosswalk.to.questionnaire}/{entry.question}"): dict(
            entry.answers
        )
        for version, crosswalk, entry in ENTRIES
        if entry.relation == "equal"
    }
    assert answering == {
        ("4.0", "BCR-08.1", "security/backup-place"): {"No": "none"},
        ("4.0", "IPY-02.1", "data-access-removal/export-interface"): {"No": "none"},
        ("4.1", "BCR-08.1", "security/backup-place"): {"No": "none"},
        ("4.1", "IPY-02.1", "data-access-removal/export-interface"): {"No": "none"},
        ("4.1", "SEF-07.2", "security/incident-plan"): {"Yes": "exercised"},
    }


@pytest.mark.parametrize(
    ("version", "crosswalk", "entry"),
    ENTRIES,
    ids=[f"{version}-{entry.source}-{entry.question}" for version, _, entry in ENTRIES],
)
def test_each_relation_says_why(version: str, crosswalk: Crosswalk, entry: CrosswalkEntry) -> None:
    assert crosswalk.from_.version == version
    assert entry.because
    assert entry.because.endswith(".")
    assert len(entry.because) <= 200


MOVED = {
    "IAM-14.1": "IAM-13.1",
    "IAM-15.1": "IAM-14.1",
    "LOG-09.1": "LOG-10.1",
    "SEF-07.1": "SEF-08.1",
    "STA-09.1": "STA-11.1",
    "TVM-06.1": "TVM-07.1",
    "DCS-07.1": "DCS-08.1",
    "IVS-06.1": "I&S-06.1",
}
"""Questions with another id in 4.1, where their old ids ask something else, or nothing."""


@pytest.mark.parametrize(("older", "newer"), MOVED.items(), ids=MOVED)
def test_an_id_means_nothing_without_its_version(older: str, newer: str) -> None:
    def related(version: str, source: str) -> set[str]:
        return {
            f"{crosswalk.to.questionnaire}/{entry.question}"
            for of, crosswalk, entry in ENTRIES
            if (of, entry.source) == (version, source)
        }

    assert related("4.0", older) == related("4.1", newer) != related("4.1", older)
