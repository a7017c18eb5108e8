"""IT finishes a section before the next one begins."""

import re

import pytest

from conversations import TIERS, talk
from locations import REPOSITORY
from sittings import DAY
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.interview.engine import Interview, QuestionScreen, begin_interview, next_screen
from vendorcheck.model.vendor_file import Answer, VendorFile
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy
from vendorcheck.validation.schema.parse import parse_model


def test_what_may_not_apply_is_asked_in_its_section() -> None:
    """The question about removing accounts is asked only with SAML."""
    unknown = talk("u", "yes", "1")
    assert unknown.says("Question 2 .* Are accounts removed .* == Getting out Question 3")
    assert unknown.answer("scim").answer == "yes"


def test_what_depends_on_a_skipped_question_waits_as_that_does() -> None:
    skipped = talk("s", "1", "30 days", "Them")
    assert skipped.says("Getting out .* Who does it.* Getting in .* Are accounts removed")


def test_a_requester_is_asked_it_last() -> None:
    assert talk("u", plain_words=True).says("== A small one - Getting out.* Question 2 ")


def test_what_decides_the_tier_is_a_section_by_itself() -> None:
    shown = talk("1", "5", rules=TIERS).shown
    headings = re.findall("^== (.*)", shown, re.MULTILINE)
    assert headings[:3] == [
        "What decides how much is asked",
        "A wish - What it is",
        "A small one - Getting in",
    ]


@pytest.mark.parametrize("name", ["foyer-events", "kachel-codes"])
def test_no_section_begins_twice(name: str) -> None:
    """One vendor of the examples knows little, the other is in the tier that asks least."""
    library = Library()
    assessor = Assessor(library, load_policy(library, "default").model)
    file = parse_model(
        library.read_document(str(REPOSITORY / "examples" / f"{name}.yaml")), VendorFile
    )
    interview = Interview(assessor, file.model_copy(update={"responses": {}}), DAY)
    given: dict[str, Answer] = {}
    sections: list[str] = []
    while isinstance(screen := next_screen(begin_interview(interview, given)), QuestionScreen):
        question = screen.context.planned_question
        section = "first" if screen.is_before_tier else question.section_key
        if section not in sections[-1:]:
            sections.append(section)
        given[question.key] = file.answer(question.key) or Answer(unknown=True)
    assert len(sections) > 9
    assert len(set(sections)) == len(sections)
