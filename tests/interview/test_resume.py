"""An interview that was not finished goes on with what was said last.

Covers the journal as it is looked at before the interview, and the answers that come into
the vendor file.
"""

import io
from pathlib import Path

import pytest

from journals import BEGUN, event
from rule_cases import AS_OF, a_policy, a_questionnaire, choice, fact, yes_no
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.document.document import Data
from vendorcheck.interview import ending, session
from vendorcheck.interview.engine import Interview
from vendorcheck.interview.journal import Journal, unfinished_interview
from vendorcheck.interview.saved_answers import answer_as_data, keep_fitting_answers
from vendorcheck.interview.terminal import Console
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.model.vendor_file import VendorFile
from vendorcheck.store.library import Library
from vendorcheck.validation.schema.parse import parse_model

FILE = b'vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {q: {answers: {second: "yes"}}}\n'


def test_the_newest_entry_of_a_journal_is_pending(vendor: Path, opened: Journal) -> None:
    for answer in ("yes", "no", "partly"):
        opened.append(event("sso/scim", answer))
    opened.append(event("sso/mfa", "yes"))
    opened.append(event("sso/mfa", None))
    opened.close()
    left = unfinished_interview(str(vendor))
    assert left is not None
    assert left.answers == {"sso/scim": "partly", "sso/mfa": None}
    # What was taken back is no answer.
    assert left.answered_count == 1


def test_the_newest_entry_of_a_journal_comes_into_the_file(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_bytes(FILE)
    with Journal.open(str(path), BEGUN) as journal:
        for answer in ("none", "half", "full"):
            journal.append(event("q/first", {"answer": answer}))
        # The journal wins over the file, too.
        journal.append(event("q/second", {"answer": "no"}))
    found = Library().parse_content(FILE, str(path))
    questionnaire = a_questionnaire([choice("first"), yes_no("second"), yes_no("third")])
    interview = Interview(
        Assessor({"q": questionnaire}, a_policy({}), ["q"]), parse_model(found, VendorFile), AS_OF
    )
    target = ending.VendorFileTarget(str(path), FILE, found, "vendorcheck assess acme.yaml")
    console = Console(io.StringIO("yes\n\n"), io.StringIO(), {})
    assert session.run_interview(interview, target, console, resume=True) == "saved"
    saved = parse_model(Library().parse_content(path.read_bytes(), str(path)), VendorFile)
    answers = {name: answer.answer for name, answer in saved.responses["q"].answers.items()}
    assert answers == {"first": "full", "second": "no", "third": "yes"}


RENAMED = """vendorcheck: questionnaire/1
id: q
version: "1.1"
title: Q
renamed:
  - {from: two, to: encrypted}
  - {from: four, to: often, options: {daily: each-day, hourly: each-day}}
  - {from: other/five, to: five}
sections:
  - id: s
    title: S
    questions:
      - {id: encrypted, type: yes_no, ask: Is it encrypted?, finding: F, remedy: R.}
      - id: often
        type: multi_choice
        ask: How often?
        finding: F
        remedy: R.
        options: [{id: each-day, label: Each day, credit: 1}, {id: never, label: Never, credit: 0}]
      - {id: five, type: yes_no, ask: Are there five?, finding: F, remedy: R.}
"""


def kept_after_rename(answers: dict[str, Data]) -> tuple[dict[str, Data], list[str]]:
    library = Library()
    document = library.parse_content(RENAMED.encode(), "q.yaml")
    questionnaire = parse_model(document, Questionnaire)
    vendor = parse_model(library.parse_content(FILE, "acme.yaml"), VendorFile)
    interview = Interview(Assessor({"q": questionnaire}, a_policy({}), ["q"]), vendor, AS_OF)
    kept, lost = keep_fitting_answers(interview, answers, "acme.yaml")
    return {key: answer_as_data(answer) for key, answer in kept.items()}, lost


def test_an_answer_goes_on_under_the_present_name_of_its_question() -> None:
    kept, lost = kept_after_rename(
        {
            "q/two": {"answer": "yes", "note": "On disk."},
            "q/four": {"answer": ["daily", "hourly"]},
            "other/five": {"answer": "no"},
        }
    )
    assert kept == {
        "q/encrypted": {"answer": "yes", "note": "On disk."},
        "q/often": {"answer": ["each-day"]},
        "q/five": {"answer": "no"},
    }
    assert lost == []


def test_what_was_answered_under_the_present_name_counts() -> None:
    kept, lost = kept_after_rename({"q/two": {"answer": "yes"}, "q/encrypted": {"answer": "no"}})
    assert kept == {"q/encrypted": {"answer": "no"}}
    assert lost == ["q/two"]


def test_an_answer_that_does_not_fit_the_renamed_question_is_named_by_its_older_name() -> None:
    kept, lost = kept_after_rename({"q/four": {"answer": ["weekly"]}, "q/gone": {"answer": "yes"}})
    assert (kept, lost) == ({}, ["q/four", "q/gone"])


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        # What the vendor said is the vendor's, wherever it goes.
        ({"answer": "no"}, {"answer": "no", "source": "vendor"}),
        ({"answer": "no", "source": "us"}, {"answer": "no", "source": "us"}),
        ({"answer": "no", "source": "public"}, {"answer": "no", "source": "public"}),
    ],
)
def test_a_vendors_answer_to_what_only_we_may_say_now_is_marked_as_the_vendors(
    answer: dict[str, Data], kept: dict[str, Data]
) -> None:
    library = Library()
    text = RENAMED.replace("title: Q\n", "title: Q\nrespondent: requester\n", 1)
    ours = parse_model(library.parse_content(text.encode(), "q.yaml"), Questionnaire)
    # The other one does not ask it any more.
    others = a_questionnaire([fact("a")], home="other")
    vendor = parse_model(library.parse_content(FILE, "acme.yaml"), VendorFile)
    assessor = Assessor({"q": ours, "other": others}, a_policy({}), ["q"])
    interview = Interview(assessor, vendor, AS_OF)
    answers: dict[str, Data] = {"other/five": answer, "q/two": answer}
    found, lost = keep_fitting_answers(interview, answers, "acme.yaml")
    assert lost == []
    assert answer_as_data(found["q/encrypted"]) == answer
    assert answer_as_data(found["q/five"]) == kept
