"""Answers that the vendor may not give: what is ours to answer, and what is vague on purpose.

`validate` warns exactly where `assess` takes the question for open because of its source.
"""

from pathlib import Path

import pytest

from rule_cases import AS_OF, Data, a_questionnaire, a_vendor, choice
from vendorcheck.assessment.assessor import Assessor
from vendorcheck.assessment.evaluation import evaluate
from vendorcheck.document.problems import Remark
from vendorcheck.model.policy import NO_POLICY
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library
from vendorcheck.store.scan import scan_files
from vendorcheck.validation.vendor_files import check_vendor_file

VAGUE = [
    {"id": "full", "label": "Full", "credit": 1},
    {"id": "vague", "label": "Of some kind", "credit": 1, "respondent": "requester"},
]
PRECISE = choice("a")
WITH_VAGUE = {**choice("a"), "options": VAGUE}
SEVERAL = {**choice("a"), "type": "multi_choice", "options": VAGUE}
AMOUNT = {
    **choice("a"),
    "type": "number",
    "options": VAGUE,
    "bands": [{"credit": 1}],
}
OURS = "this question is ours to answer, and the vendor did, so it is open"
NO_OPTION = '"vague" is not an answer that a vendor may give, so the question is open'
ANSWER_PATH = ("responses", "q", "answers", "a", "answer")
CASES = [
    # Who is asked, the question, the answer, and what validate says.
    pytest.param("requester", PRECISE, "full", "", id="ours, without a source"),
    pytest.param("requester", PRECISE, {"answer": "full", "source": "us"}, "", id="ours"),
    pytest.param("requester", PRECISE, {"answer": "full", "source": "public"}, "", id="public"),
    pytest.param("requester", PRECISE, {"answer": "full", "source": "vendor"}, OURS, id="vendor"),
    pytest.param("requester", PRECISE, {"answer": "full", "source": "import"}, OURS, id="import"),
    pytest.param(
        "requester",
        PRECISE,
        {"not_applicable": "We plan nothing.", "source": "vendor"},
        OURS,
        id="vendor puts it aside",
    ),
    pytest.param("requester", PRECISE, {"unknown": True, "source": "vendor"}, "", id="unknown"),
    pytest.param(
        "requester",
        PRECISE,
        {"answer": "full", "source": "vendor", "disputed": "We plan more."},
        "",
        id="disputed",
    ),
    pytest.param("requester", WITH_VAGUE, "vague", "", id="for whom the option is"),
    pytest.param("vendor", WITH_VAGUE, "full", "", id="precise"),
    pytest.param("vendor", WITH_VAGUE, "vague", NO_OPTION, id="vague"),
    pytest.param("vendor", WITH_VAGUE, {"answer": "vague", "source": "import"}, NO_OPTION, id="in"),
    pytest.param(
        "vendor", WITH_VAGUE, {"answer": "vague", "source": "us"}, "", id="we do not know"
    ),
    pytest.param("vendor", WITH_VAGUE, {"answer": "vague", "source": "public"}, "", id="website"),
    pytest.param("vendor", SEVERAL, ["full", "vague"], NO_OPTION, id="among others"),
    pytest.param("vendor", SEVERAL, ["full"], "", id="others alone"),
    pytest.param("vendor", AMOUNT, "vague", NO_OPTION, id="instead of an amount"),
    pytest.param("vendor", AMOUNT, "3", "", id="an amount"),
]


def a_library(question: Data, respondent: str = "vendor") -> dict[str, Questionnaire]:
    questionnaire = a_questionnaire([question])
    return {"q": questionnaire.model_copy(update={"respondent": respondent})}


@pytest.mark.parametrize(("respondent", "question", "answer", "message"), CASES)
def test_validate_and_assess_refuse_the_same_sources(
    respondent: str, question: Data, answer: Data, message: str
) -> None:
    library = a_library(question, respondent)
    vendor = a_vendor({"a": answer})
    remarks = check_vendor_file(vendor, library, AS_OF, NO_POLICY)
    assert [remark.message for remark in remarks if remark.code == "wrong-source"] == (
        [message] if message else []
    )
    plan = Assessor(library, NO_POLICY, ["q"]).plan_for_tier(None)
    (status,) = evaluate(plan, vendor, AS_OF).statuses
    assert (status.source_fault is not None) == bool(message)
    assert status.is_open >= bool(message)


def remark_on(question: Data, answer: Data, respondent: str = "vendor") -> Remark:
    library = a_library(question, respondent)
    (remark,) = check_vendor_file(a_vendor({"a": answer}), library, AS_OF, NO_POLICY)
    return remark


def test_the_place_is_that_of_the_fault() -> None:
    assert remark_on(WITH_VAGUE, "vague").path == ANSWER_PATH
    assert remark_on(SEVERAL, ["full", "vague"]).path == (*ANSWER_PATH, 1)
    said = {"answer": "full", "source": "vendor"}
    assert remark_on(PRECISE, said, "requester").path == (*ANSWER_PATH[:-1], "source")


@pytest.mark.parametrize("source", ["us", "public"])
def test_who_follows_the_hint_gets_further(source: str) -> None:
    assert "write source: us" in remark_on(WITH_VAGUE, "vague").hint
    answer = {"answer": "vague", "source": source}
    library = a_library(WITH_VAGUE)
    assert not check_vendor_file(a_vendor({"a": answer}), library, AS_OF, NO_POLICY)


@pytest.mark.parametrize(
    ("answer", "others"),
    [
        ('{"answer": "larger-plan", "plan": "Pro", "zzzz": "4 EUR"}', []),
        ('{"answer": "larger-plan", "plan": "Pro"}', ["details-missing"]),
        ('{"answer": "kind-unknown", "zzzz": "us"}', []),
        ('{"answer": "kind-unknown"}', ["wrong-source"]),
    ],
)
def test_what_may_have_been_lost_with_a_key_is_not_missed(
    tmp_path: Path, answer: str, others: list[str]
) -> None:
    file = tmp_path / "acme.json"
    file.write_text(
        '{"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, "responses": {"sso": '
        f'{{"answers": {{"sso-protocol": {answer}}}}}}}}}',
        encoding="utf-8",
    )
    scan = scan_files(Library(), [str(file)], AS_OF)
    unknown = ["unknown-key"] if "zzzz" in answer else []
    assert [problem.code for problem in scan.problems] == [*unknown, *others]


def test_a_reason_under_a_wrong_key_is_one_problem(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        "vendorcheck: questionnaire/1\nid: own\nversion: '1'\ntitle: Own\n"
        "sections:\n  - id: s\n    title: S\n    questions:\n"
        "      - {id: a, type: text, ask: 'What?', maps_to: "
        "{iso-27001-2022: [{id: A.5.3, relation: equal, zzzz: Both ask for it.}]}}\n",
        encoding="utf-8",
    )
    scan = scan_files(Library(), [str(file)], AS_OF)
    assert [problem.code for problem in scan.problems] == ["unknown-key"]
