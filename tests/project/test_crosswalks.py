"""The built-in crosswalks: what answers a question of ours is held here, entry by entry."""

import re

import pytest

from locations import REPOSITORY
from vendorcheck.model.crosswalk import CrosswalkEntry
from vendorcheck.store.crosswalks import (
    built_in_crosswalks,
    known_question_ids,
    questions_by_digest,
)

VERSIONS = ("4.0", "4.1")
QUESTIONNAIRES = (
    "admin-processes", "ai", "contract", "data-access-removal", "hosting-support", "integration",
    "privacy", "security", "sso",
)  # fmt: skip
NOT_IN_HECVAT = {"hecvat-full": {"ai"}, "hecvat-lite": {"ai", "integration"}}
"""The questionnaires that HECVAT 3 says nothing about."""
SOURCES = {
    **{("caiq", version): {*QUESTIONNAIRES} for version in VERSIONS},
    **{(name, "3.04"): {*QUESTIONNAIRES} - left_out for name, left_out in NOT_IN_HECVAT.items()},
}
EVERY_ENTRY = [
    (source, crosswalk, entry)
    for source in SOURCES
    for crosswalk in built_in_crosswalks(*source).values()
    for entry in crosswalk.maps
]
ENTRIES = [
    (version, crosswalk, entry)
    for (framework, version), crosswalk, entry in EVERY_ENTRY
    if framework == "caiq"
]


def test_there_is_one_for_each_release_and_questionnaire_that_it_says_something_about() -> None:
    names = {file.stem for file in (REPOSITORY / "crosswalks").glob("*.yaml")}
    assert names == {
        f"{framework}-{version}-{name}"
        for (framework, version), targets in SOURCES.items()
        for name in targets
    }
    for source, targets in SOURCES.items():
        crosswalks = built_in_crosswalks(*source)
        assert {*crosswalks} == targets
        assert {(one.from_.framework, one.from_.version) for one in crosswalks.values()} == {source}
    assert built_in_crosswalks("caiq", "3.1") == {}


def test_only_these_answer_a_question() -> None:
    answering = {
        (*source, entry.source, f"{crosswalk.to.questionnaire}/{entry.question}"): dict(
            entry.answers
        )
        for source, crosswalk, entry in EVERY_ENTRY
        if entry.relation == "equal"
    }
    assert answering == {
        ("caiq", "4.0", "BCR-08.1", "security/backup-place"): {"No": "none"},
        ("caiq", "4.0", "IPY-02.1", "data-access-removal/export-interface"): {"No": "none"},
        ("caiq", "4.1", "BCR-08.1", "security/backup-place"): {"No": "none"},
        ("caiq", "4.1", "IPY-02.1", "data-access-removal/export-interface"): {"No": "none"},
        ("caiq", "4.1", "SEF-07.2", "security/incident-plan"): {"Yes": "exercised"},
        ("hecvat-full", "3.04", "DATA-07", "data-access-removal/read-only-period"): {
            "No": "0 days"
        },
        ("hecvat-full", "3.04", "QUAL-02", "data-access-removal/sub-processors"): {
            "No": "no-others"
        },
        ("hecvat-lite", "3.04", "HLTP-01", "data-access-removal/sub-processors"): {
            "No": "no-others"
        },
    }


@pytest.mark.parametrize(
    ("source", "entry"),
    [(source, entry) for source, _, entry in EVERY_ENTRY],
    ids=[
        "-".join((*source, entry.source, str(entry.question))) for source, _, entry in EVERY_ENTRY
    ],
)
def test_each_relation_says_why(source: tuple[str, str], entry: CrosswalkEntry) -> None:
    assert entry.source in known_question_ids(*source)
    assert entry.because
    assert entry.because.endswith(".")
    assert len(entry.because) <= 200


HECVATS = [source for source in SOURCES if source[0] != "caiq"]


@pytest.mark.parametrize("source", HECVATS, ids=[name for name, _ in HECVATS])
def test_every_question_of_a_hecvat_has_a_digest_of_its_own(source: tuple[str, str]) -> None:
    by_digest = questions_by_digest(*source)
    assert sorted(by_digest.values()) == sorted(known_question_ids(*source))
    assert all(re.fullmatch("[0-9a-f]{16}", digest) for digest in by_digest)


def test_what_full_and_lite_ask_in_the_same_words_says_the_same_of_ours() -> None:
    by_text: dict[str, dict[str, list[tuple[object, ...]]]] = {}
    for source, crosswalk, entry in EVERY_ENTRY:
        if source in HECVATS:
            digests = {name: digest for digest, name in questions_by_digest(*source).items()}
            said = (crosswalk.to.questionnaire, entry.question, entry.relation, entry.because)
            of_text = by_text.setdefault(digests[entry.source], {})
            of_text.setdefault(source[0], []).append(said)
    common = {
        digest
        for source in HECVATS[:1]
        for digest in questions_by_digest(*source)
        if digest in questions_by_digest(*HECVATS[1])
    }
    assert len(common) > 60
    for digest in common & by_text.keys():
        full, lite = by_text[digest].get("hecvat-full"), by_text[digest].get("hecvat-lite")
        assert full == lite


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
