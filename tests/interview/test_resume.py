"""An interview that was not finished goes on with what was said last.

Covers the journal as it is looked at before the interview, and the answers that come into
the vendor file.
"""

import io
from pathlib import Path

from journals import BEGUN, event
from rule_cases import AS_OF, a_policy, a_questionnaire, choice, yes_no
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.interview import session
from vendorcheck.interview.engine import Interview
from vendorcheck.interview.journal import Journal, unfinished_interview
from vendorcheck.interview.terminal import Console
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
    target = session.VendorFileTarget(str(path), FILE, found, "vendorcheck assess acme.yaml")
    console = Console(io.StringIO("yes\n\n"), io.StringIO(), {})
    assert session.run_interview(interview, target, console, resume=True) == "saved"
    saved = parse_model(Library().parse_content(path.read_bytes(), str(path)), VendorFile)
    answers = {name: answer.answer for name, answer in saved.responses["q"].answers.items()}
    assert answers == {"first": "full", "second": "no", "third": "yes"}
