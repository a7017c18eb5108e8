"""What a question says of the controls that it belongs to."""

import pytest

from vendorcheck.document.document import Data
from vendorcheck.document.problems import Remark
from vendorcheck.model.controls import Control
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.validation.schema.errors import validate_shape


def parsed(mapped: Data) -> Questionnaire | list[Remark]:
    question: Data = {"id": "a", "type": "text", "ask": "What?", "maps_to": {"ccm-4.1": mapped}}
    section: Data = {"id": "s", "title": "S", "questions": [question]}
    head = {"vendorcheck": "questionnaire/1", "id": "q", "version": "1", "title": "Q"}
    return validate_shape(Questionnaire, {**head, "sections": [section]})


@pytest.mark.parametrize(
    ("written", "controls"),
    [
        (["IAM-13"], (Control(id="IAM-13"),)),
        ([{"id": "IAM-13"}], (Control(id="IAM-13", relation="partial"),)),
        (
            ["IAM-13", {"id": "IAM-15", "relation": "related"}],
            (Control(id="IAM-13", relation="partial"), Control(id="IAM-15", relation="related")),
        ),
        (
            [{"id": "IAM-13", "relation": "equal", "because": "So it is."}],
            (Control(id="IAM-13", relation="equal", because="So it is."),),
        ),
        ("none", ()),
        ("None", ()),
        ([], ()),
    ],
)
def test_each_form_says_which_controls_there_are_and_how_they_relate(
    written: Data, controls: tuple[Control, ...]
) -> None:
    questionnaire = parsed(written)
    assert isinstance(questionnaire, Questionnaire)
    assert questionnaire.questions["a"].controls == {"ccm-4.1": controls}


@pytest.mark.parametrize(
    ("written", "place", "hint"),
    [
        ("IAM-13", (), "put it in square brackets: [IAM-13]"),
        ({"id": "IAM-13"}, (), "write a list: [{id: ...}]"),
        ([["IAM-13"]], (0,), "write it as {id: ...}"),
        ([{"id": "IAM-13", "relation": "same"}], (0, "relation"), ""),
        ([{"id": ["IAM-13"]}], (0, "id"), "write one text"),
        ([{"id": "IAM-13", "short": "x"}], (0, "short"), ""),
        ([{"id": "IAM-13", "because": " "}], (0, "because"), "write a value"),
    ],
)
def test_what_is_wrong_with_a_control_is_told_in_its_place(
    written: Data, place: tuple[int | str, ...], hint: str
) -> None:
    remarks = parsed(written)
    assert isinstance(remarks, list)
    at_question = ("sections", 0, "questions", 0, "maps_to", "ccm-4.1")
    assert [remark.path for remark in remarks] == [(*at_question, *place)]
    assert remarks[0].hint.startswith(hint)
