"""The open questions: to whom each goes, in which order, and with which words."""

import pytest

from rule_cases import (
    AS_OF,
    CONFIRMED,
    GRADED,
    NOT_APPLICABLE,
    QUIET,
    UNKNOWN,
    Data,
    a_policy,
    a_questionnaire,
    a_vendor,
    amount,
    check,
    choice,
    fact,
    question,
    yes_no,
)
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.open_questions import OpenQuestion

DOCUMENTED = {"grades": {"low": "documented"}}
SHOW_IT = " Please send a document that shows it."
ENDED = [{"url": "https://acme.example", "dated": "2026-01-01", "expires": "2026-11-21"}]
Asked = tuple[OpenQuestion, ...]


def asked_about(
    questions: list[Data],
    answers: Data,
    rules: Data = None,
    checks: list[Data] | None = None,
    of_requester: list[Data] | None = None,
) -> tuple[Asked, Asked]:
    """The questions to the vendor and those to the requester."""
    library = {"q": a_questionnaire(questions, checks or ())}
    if of_requester:
        library["r"] = a_questionnaire(of_requester, home="r").model_copy(
            update={"respondent": "requester"}
        )
    assessor = Assessor(library, a_policy({**QUIET, **(rules or {})}), list(library))
    assessment = assessor.assess(a_vendor(answers.get("q", {}), r=answers.get("r", {})), AS_OF)
    return assessment.questions_for_vendor, assessment.questions_for_requester


SEATS = {"ask": "How many Seats?", "unit": "seats"}
WORDS = [
    # The question, its answer, and what the vendor is asked; empty: nothing.
    pytest.param(choice("a"), None, "What about a?", id="no answer"),
    pytest.param(choice("a"), UNKNOWN, "What about a?", id="unknown"),
    pytest.param(choice("a"), "none", "", id="a gap"),
    pytest.param(choice("a"), NOT_APPLICABLE, "", id="said not to apply: ours to confirm"),
    pytest.param(choice("a"), CONFIRMED, "", id="put aside"),
    pytest.param(
        choice("a", blocker=True), NOT_APPLICABLE, "What about a?", id="refused to be put aside"
    ),
    pytest.param(fact("a"), None, "What about a?", id="a fact"),
    pytest.param(
        choice("a", plan_and_price=True),
        None,
        "What about a? Please name the plan that has it, and its price.",
        id="its plan and price",
    ),
    pytest.param(
        choice("a", evidence="expected"),
        None,
        "What about a? Please send a document or a link that shows it.",
        id="its evidence",
    ),
    pytest.param(
        {**amount("a", "number"), "unit": "seats", "plan_and_price": True, "evidence": "expected"},
        None,
        "What about a? (seats) Please name the plan that has it, and its price. Please send a "
        "document or a link that shows it.",
        id="its unit, plan and evidence",
    ),
    pytest.param({**amount("a", "number"), **SEATS}, None, "How many Seats?", id="a unit in it"),
    pytest.param(amount("a", "number"), None, "What about a?", id="a number without a unit"),
    pytest.param(amount("a", "duration"), None, "What about a?", id="a duration"),
    pytest.param(
        choice("a"),
        {"answer": "full", "disputed": "It had none in the trial."},
        "What about a? We could not confirm your answer: please send something that shows it.",
        id="disputed",
    ),
    pytest.param(
        choice("a"),
        {**NOT_APPLICABLE, "disputed": "It has some."},
        "What about a? You said that this does not apply to your product. As we see it, it does: "
        "please answer it.",
        id="disputed that it does not apply",
    ),
]


@pytest.mark.parametrize(("asked", "answer", "text"), WORDS)
def test_what_the_vendor_is_asked(asked: Data, answer: Data, text: str) -> None:
    vendor, requester = asked_about([asked], {"q": {} if answer is None else {"a": answer}})
    assert [one.text for one in vendor] == ([text] if text else [])
    reason = "disputed" if isinstance(answer, dict) and "disputed" in answer else "open"
    assert [(one.subject, one.reason, one.decides) for one in vendor] == (
        [("q/a", reason, None)] if text else []
    )
    assert requester == ()


GRADES = [
    # The answer, and what is asked after the question; None: nothing.
    pytest.param("full", f' You answered "full".{SHOW_IT}', id="only claimed"),
    pytest.param("half", f' You answered "half".{SHOW_IT}', id="half of it only claimed"),
    pytest.param("none", None, id="no credit needs no proof"),
    pytest.param({"answer": "full", **GRADED["documented"]}, None, id="documented"),
    pytest.param({"answer": "full", **GRADED["verified"]}, None, id="verified"),
    pytest.param({"answer": "full", "grade": "verified"}, None, id="our review lacks its day"),
    pytest.param(
        {"answer": "full", "source": "import"}, f' You answered "full".{SHOW_IT}', id="imported"
    ),
    pytest.param({"answer": "full", "source": "public"}, SHOW_IT, id="from a public page"),
    pytest.param({"answer": "full", "source": "us"}, SHOW_IT, id="from one of us"),
    pytest.param(
        {"answer": "full", "grade": "documented", "evidence": ENDED},
        ' You answered "full". Please send the current document: the one that we have ended on '
        "2026-11-21.",
        id="its document has ended",
    ),
]


@pytest.mark.parametrize(("answer", "text"), GRADES)
def test_a_document_is_asked_for_where_the_grade_is_too_weak(
    answer: Data, text: str | None
) -> None:
    vendor, _ = asked_about([choice("a")], {"q": {"a": answer}}, DOCUMENTED)
    assert [(one.reason, one.text) for one in vendor] == (
        [] if text is None else [("grade", f"What about a?{text}")]
    )
    assert asked_about([choice("a")], {"q": {"a": answer}})[0] == ()


def test_what_is_not_scored_needs_no_grade() -> None:
    asked = question("a", "choice", options=[{"id": "full", "label": "Full"}])
    assert asked_about([asked], {"q": {"a": "full"}}, DOCUMENTED) == ((), ())


@pytest.mark.parametrize(
    ("gate", "subjects"), [("yes", ["q/a"]), ("no", []), (None, ["q/gate", "q/a"])]
)
def test_what_applies_or_may_apply_is_asked_in_the_order_of_the_questionnaire(
    gate: str | None, subjects: list[str]
) -> None:
    questions = [fact("gate"), choice("a", when={"gate": ["yes"]})]
    vendor, _ = asked_about(questions, {"q": {} if gate is None else {"gate": gate}})
    assert [one.subject for one in vendor] == subjects


def test_what_is_not_asked_does_not_end_the_list() -> None:
    questions = [fact("gate"), choice("a", when={"gate": ["yes"]}), choice("b")]
    vendor, _ = asked_about(questions, {"q": {"gate": "no"}})
    assert [one.subject for one in vendor] == ["q/b"]


def test_each_questionnaire_goes_to_its_respondent() -> None:
    vendor, requester = asked_about([choice("a")], {}, of_requester=[choice("b"), choice("c")])
    assert [one.subject for one in vendor] == ["q/a"]
    assert [one.subject for one in requester] == ["r/b", "r/c"]


BOTH = {"a": ["yes"], "b": ["yes"]}


@pytest.mark.parametrize(
    ("answers", "subjects"),
    [
        ({"a": "yes", "b": "yes"}, ["q/c", "q/check"]),
        ({"a": "yes", "b": "no"}, ["q/c"]),
        ({"a": "yes"}, ["q/b", "q/c"]),
    ],
)
def test_a_contradiction_is_asked_about_last_and_only_where_it_holds(
    answers: Data, subjects: list[str]
) -> None:
    questions = [yes_no("a"), yes_no("b"), yes_no("c")]
    vendor, _ = asked_about(questions, {"q": answers}, checks=[check(BOTH)])
    assert [one.subject for one in vendor] == subjects
    texts = [(one.reason, one.text) for one in vendor if one.subject == "q/check"]
    message = "Two answers contradict each other. Both can't be true. Which is right?"
    assert texts == [("contradiction", message)] * len(texts)


def test_a_failed_requirement_is_no_question() -> None:
    failed = {**check(BOTH), "kind": "requirement", "remedy": "Mend it."}
    answers = {"q": {"a": "yes", "b": "yes"}}
    assert asked_about([yes_no("a"), yes_no("b")], answers, checks=[failed]) == ((), ())


@pytest.mark.parametrize("when", [{"r/b": ["yes"]}, {"a": ["yes"], "r/b": ["yes"]}])
def test_a_contradiction_with_what_the_requester_said_goes_to_the_requester(when: Data) -> None:
    vendor, requester = asked_about(
        [yes_no("a")],
        {"q": {"a": "yes"}, "r": {"b": "yes"}},
        checks=[check(when)],
        of_requester=[yes_no("b")],
    )
    assert vendor == ()
    assert [(one.subject, one.reason) for one in requester] == [("q/check", "contradiction")]
