"""Adding a question type is adding one file.

The types of question_types/ work everywhere, and nothing else knows them.
"""

import ast
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from locations import TESTS
from running import DAY
from vendorcheck.registry import describe_modules

HERE = TESTS
SOURCE = HERE.parent / "src" / "vendorcheck"
ROOM = "vendorcheck.model.questions"
TYPES = sorted((HERE / "question_types").glob("*.py"))
Module = Any
"""A module of ours, imported anew: mypy knows only the other one."""

QUESTIONNAIRE = """\
vendorcheck: questionnaire/1
id: small
version: "1"
title: Small
respondent: requester
sections:
  - id: s
    title: S
    questions:
      - id: pain
        type: scale
        ask: How much would it hurt?
        remedy: Make it hurt less.
        bands:
          - {at_most: 2, credit: 1}
          - {at_most: 3, credit: 0.5, finding: It hurts}
          - {credit: 0, finding: It hurts much}
      - {id: tested, type: degree, ask: Is it tested?,
          finding: Not all of it is tested, remedy: Test it.}
      - {id: why, type: text, ask: Why so much?, when: {pain: {at_least: 4}}}
      - {id: how, type: text, ask: How is it tested?,
          when: {all: [{pain: {at_most: 4}}, {tested: [partly, fully]}]}}
checks:
  - {id: odd, when: {all: [{pain: {at_least: 5}}, {tested: [fully]}]},
      severity: low, message: How can it hurt then?}
"""
POLICY = """\
vendorcheck: policy/1
id: mine
version: "1"
title: Mine
tiers:
  - {id: high, title: High, when: {small/pain: {at_least: 4}}, questionnaires: [small],
      review_takes: 10 days}
  - {id: low, title: Low, questionnaires: [small], review_takes: 1 day}
questionnaires: [small.yaml]
"""
VENDOR = """\
vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  small:
    version: "1"
    answers:
      pain: 5
      tested: Partly
"""


def forgotten() -> dict[str, Module]:
    """Forget the modules of ours, so that they are imported anew; returned is what they were."""
    ours = {
        name: module
        for name, module in sys.modules.items()
        if name.partition(".")[0] == "vendorcheck"
    }
    for name in ours:
        del sys.modules[name]
    return ours


def put_into_the_room(file: Path) -> None:
    """Import a file as if it lay in the room."""
    spec = spec_from_file_location(f"{ROOM}.{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)


@pytest.fixture(scope="module")
def with_new_types() -> Iterator[None]:
    """Import our modules anew with the new types, and put them back afterwards.

    The new types are in the room before all else.
    """
    before = forgotten()
    import_module(ROOM)
    for file in TYPES:
        put_into_the_room(file)
    yield
    forgotten()
    sys.modules.update(before)


@pytest.fixture
def folder(tmp_path: Path, with_new_types: None, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001
    for name, text in (("small", QUESTIONNAIRE), ("policy", POLICY), ("vendor", VENDOR)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    quiet = {"NO_COLOR": "1", "COLUMNS": "80", "TERM": "dumb", "VENDORCHECK_POLICY": ""}
    return CliRunner().invoke(import_module("vendorcheck.cli._app").app, list(arguments), env=quiet)


def problems(*files: str) -> list[tuple[int, str]]:
    """Line and code of each problem."""
    found = json.loads(run("validate", *files, *DAY, "--format", "json").stdout)
    return [(problem["line"], problem["code"]) for problem in found["problems"]]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def report(name: str) -> Result:
    return run(
        "assess", "vendor.yaml", "--policy", "policy.yaml", "--no-input", *DAY, "--format", name
    )


def test_the_types_are_new_and_there_are_some() -> None:
    assert TYPES
    assert set(describe_modules(ROOM)).isdisjoint(file.stem for file in TYPES)


def test_the_files_are_read_and_nothing_is_wrong_with_them(folder: Path) -> None:
    assert problems(str(folder)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("{pain: {at_least: 4}}", "{pain: {at_least: 4 days}}", "reference-test"),
        ("{pain: {at_least: 4}}", "{pain: [often]}", "reference-test"),
        ("{pain: {at_least: 4}}", "{pain: {at_most: 0}}", "when-never-holds"),
        ("tested: [partly, fully]", "tested: [partli]", "unknown-option"),
        ("tested: [partly, fully]", "tested: {at_least: 1}", "reference-test"),
        (
            "tested: [partly, fully]",
            "tested: [none, partly, fully]}, {tested: [none]}, {tested: [fully]",
            "when-never-holds",
        ),
        ("credit: 0.5, finding: It hurts}", "credit: 0.5}", "missing-finding"),
        (
            "{at_most: 2, credit: 1}",
            "{at_most: 2, credit: 0.9, finding: It hurts a little}",
            "full-credit-unreachable",
        ),
        ("{credit: 0, finding", "{credit: 0.1, finding", "zero-credit-unreachable"),
        ("{at_most: 2, credit: 1}", "{at_most: 2, credit: all}", "wrong-value"),
        ("finding: Not all of it is tested, ", "", "missing-finding"),
        ("type: degree", "type: degre", "wrong-value"),
    ],
)
def test_a_mistake_in_a_questionnaire_is_one_problem(
    folder: Path, right: str, wrong: str, code: str
) -> None:
    text = QUESTIONNAIRE.replace(right, wrong, 1)
    assert text != QUESTIONNAIRE
    (folder / "small.yaml").write_text(text, encoding="utf-8")
    ((line, told),) = problems("small.yaml")
    assert told == code
    at_question = code in ("full-credit-unreachable", "zero-credit-unreachable")
    assert line == line_of(text, "id: pain" if at_question else wrong or "id: tested")


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("pain: 5", "pain: 6", "out-of-range"),
        ("pain: 5", "pain: [5]", "wrong-answer"),
        ("tested: Partly", "tested: mostly", "unknown-option"),
    ],
)
def test_a_mistake_in_a_vendor_file_is_one_problem(
    folder: Path, right: str, wrong: str, code: str
) -> None:
    (folder / "vendor.yaml").write_text(VENDOR.replace(right, wrong), encoding="utf-8")
    assert problems(str(folder)) == [(line_of(VENDOR, right), code)]


@pytest.mark.usefixtures("folder")
def test_the_assessment_gives_credit_and_knows_the_way_to_yes() -> None:
    found = json.loads(report("json").stdout)
    states = {
        one["id"]: (one["applies"], one["credit"])
        for one in found["questionnaires"][0]["questions"]
    }
    assert found["tier"] == "high"
    assert states["small/pain"] == ("yes", 0.0)
    assert states["small/tested"] == ("yes", 0.5)
    assert states["small/why"][0] == "yes"
    assert states["small/how"][0] == "no"
    assert [one["finding"] for one in found["findings"]] == [
        "It hurts much",
        "Not all of it is tested",
    ]
    steps = found["path_to_yes"]["approve"]["steps"]
    assert {(step["question"], step["answer"]) for step in steps} == {
        ("small/pain", "1"),
        ("small/tested", "fully"),
    }


@pytest.mark.usefixtures("folder")
def test_every_report_shows_it() -> None:
    names = list(import_module("vendorcheck.reports").REPORTS)
    assert names
    for name in names:
        found = report(name)
        assert (found.exit_code, found.exception) == (0, None), name
        assert found.stdout
    assert "5 of 5" in report("brief").stdout
    assert "With at most 3 of 5" in report("precheck").stdout


@pytest.mark.usefixtures("folder")
def test_the_page_of_the_questionnaire_has_its_bands_and_options() -> None:
    page = run("show", "small.yaml").stdout
    assert "`pain` · scale (of 5) · severity medium" in page
    assert (
        "| 2 or less | 100 % |  |\n| 3 or less | 50 % | It hurts |\n| anything else | 0 % |" in page
    )
    assert "`tested` · degree · severity medium" in page
    assert (
        "| `none` | None | 0 % |\n| `partly` | Partly | 50 % |\n| `fully` | Fully | 100 % |" in page
    )
    assert "Asked when `pain` is at least 4." in page


@pytest.mark.usefixtures("folder")
def test_its_docstring_documents_it_for_readers_and_in_the_reference() -> None:
    documentation = "A question that is answered by a step of a scale."
    assert f"- scale: {documentation}\n" in run("show", "small.yaml").stdout
    # Another test may have imported it, and may import it later, with other types.
    sys.modules.pop("field_reference", None)
    spec = spec_from_file_location("generate", HERE.parent / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = module_from_spec(spec)
    spec.loader.exec_module(generate)
    page = generate.fields_page()
    del sys.modules["field_reference"]
    assert f"\n### Scale\n\n{documentation} It has the fields of every question" in page
    assert "| `bands` | Which credit a step earns; left out: it is not scored. |" in page
    schema = json.loads(run("schema", "questionnaire").stdout)["definitions"]["Scale"]
    assert schema["description"] == documentation


@pytest.mark.usefixtures("folder")
def test_the_schemas_know_it() -> None:
    of_questionnaires = json.loads(run("schema", "questionnaire").stdout)["definitions"]
    assert of_questionnaires["Scale"]["properties"]["type"]["const"] == "scale"
    assert '"partly"' in run("schema", "vendor", "-q", "small.yaml").stdout


def conversation(*lines: str) -> tuple[str, Module]:
    """What the interview shows for what is typed, and the vendor file that comes of it."""
    modules = {
        name.rpartition(".")[2]: import_module(f"vendorcheck.{name}")
        for name in (
            "document.document",
            "model.policy",
            "model.questionnaire",
            "model.vendor_file",
            "validation.schema.parse",
            "assessment.assessor",
            "interview.engine",
            "interview.terminal",
        )
    }
    assessor, engine, terminal = (modules[name] for name in ("assessor", "engine", "terminal"))

    def parsed(text: str, model: object) -> Any:  # noqa: ANN401 - a model that was imported anew
        document = modules["document"].parse_document(text.encode(), "file.yaml")
        return modules["parse"].parse_model(document, model)

    small = parsed(QUESTIONNAIRE, modules["questionnaire"].Questionnaire)
    rules = parsed(POLICY, modules["policy"].Policy)
    nobody = parsed(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n", modules["vendor_file"].VendorFile
    )
    day = import_module("datetime").date(2026, 11, 22)
    begun = engine.Interview(assessor.Assessor({"small": small}, rules, ("small",)), nobody, day)
    shown = StringIO()
    console = terminal.Console(
        StringIO("".join(f"{line}\n" for line in (*lines, ":q", ":q"))), shown, {}
    )
    talk = terminal.Conversation(
        engine.begin_interview(begun), console, lambda _: None, lambda _: False
    )
    state = talk.run()
    return " ".join(shown.getvalue().split()), state.vendor


@pytest.mark.usefixtures("folder")
def test_the_interview_asks_and_understands_it() -> None:
    shown, vendor = conversation("?", "7", "4", "", "2")
    assert "Type a whole number from 1 to 5 (of 5)" in shown
    assert '"7" is no step of the scale. Write a whole number from 1 to 5.' in shown
    assert "Noted: 4 of 5" in shown
    assert "1 None 2 Partly 3 Fully" in shown
    assert "Noted: Partly" in shown
    assert vendor.answer("small/pain").answer == "4"
    assert vendor.answer("small/tested").answer == "partly"


def keys_of_types() -> set[str]:
    """The keys that only some types of questions have."""
    questions = import_module(ROOM)
    types = questions.QUESTION_TYPES.values()
    return {key for kind in types for key in kind.model_fields} - set(
        questions.BaseQuestion.model_fields
    )


@pytest.mark.slow
def test_nobody_asks_a_question_for_a_key_that_only_some_types_have() -> None:
    files = [file for file in SOURCE.rglob("*.py") if SOURCE / "questions" not in file.parents]
    keys = keys_of_types() - {"type"}
    assert files
    assert {"options", "bands", "unit"} <= keys
    asked = [
        f"{file.relative_to(SOURCE)}:{call.lineno}"
        for file in files
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("getattr", "hasattr")
        and isinstance(call.args[1], ast.Constant)
        and call.args[1].value in keys
    ]
    assert asked == []
