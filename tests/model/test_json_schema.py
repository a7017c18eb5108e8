"""The published JSON Schemas: valid draft-07, fresh, and in agreement with validate.

They agree about every case file.
"""

import json
from pathlib import Path

import pytest
import yaml
from check_jsonschema import main as check_jsonschema_command  # type: ignore[import-untyped]
from click.testing import CliRunner

from form_cases import acme_form, library
from locations import REPOSITORY
from vendorcheck.document.document import parse_document
from vendorcheck.exchange.forms import VENDOR_FORMS
from vendorcheck.model.json_schema import MODELS_BY_FILE_KIND, schema_of
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library
from vendorcheck.validation.schema.parse import parse_model

CASES = REPOSITORY / "tests/cases"
FOLDERS = {
    "questionnaire": "questionnaires",
    "vendor": "vendors",
    "policy": "policies",
    "answers": "answers-files",
    "crosswalk": "crosswalks",
    "findings": "findings-files",
}
# What only code can tell.
BEYOND = {
    "missing-key-in-crosswalk",  # what a relation needs
    "wrong-value-ours",  # what only the requester may say
    "wrong-value-to-the-requester",
    "wrong-value-band",  # limits that exclude each other
    "wrong-value-no-reason",  # a text that is no reason
    "wrong-value-digits",  # a number with more digits than are taken
    "empty-value-indented",  # keys of an answer that read as questions without an answer
}


def check(schema: Path, *files: Path, output: str = "text") -> tuple[int, str]:
    """The exit code of check-jsonschema and what it printed."""
    return check_jsonschema(
        "--no-cache", "-o", output, "--schemafile", str(schema), *map(str, files)
    )


def check_jsonschema(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(check_jsonschema_command, arguments)
    return done.exit_code, done.output


@pytest.mark.parametrize("kind", MODELS_BY_FILE_KIND)
def test_it_is_draft_07(kind: str) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    text = json.dumps(schema)
    assert "$defs" not in text
    assert "discriminator" not in text
    assert "prefixItems" not in text
    code, said = check_jsonschema(
        "--check-metaschema", str(REPOSITORY / f"schemas/{kind}.schema.json")
    )
    assert code == 0, said


@pytest.mark.parametrize("kind", MODELS_BY_FILE_KIND)
def test_the_committed_one_is_fresh(kind: str) -> None:
    committed = (REPOSITORY / f"schemas/{kind}.schema.json").read_text(encoding="utf-8")
    assert committed == json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"


def shipped(kind: str) -> list[Path]:
    files = {
        "questionnaire": "questionnaires/*.yaml",
        "policy": "policies/*.yaml",
        "vendor": "examples/*.yaml",
        "answers": "docs/reference/complete/answers.yaml",
        "crosswalk": "crosswalks/*.yaml",
        "findings": "docs/reference/complete/findings.yaml",
    }
    found = sorted(REPOSITORY.glob(files[kind]))
    assert found
    return found


def good(kind: str) -> list[Path]:
    found = sorted((CASES / FOLDERS[kind] / "valid").glob("*.yaml"))
    assert found
    return [*shipped(kind), *found]


def as_yaml_1_1(files: list[Path], folder: Path) -> list[Path]:
    """The files as editors see them whose YAML is 1.1, where `NO` is false and `1.10` a number."""
    found = []
    for file in files:
        found.append(folder / f"{file.stem}.json")
        data = yaml.load(file.read_bytes(), yaml.CSafeLoader)
        found[-1].write_text(json.dumps(data, default=str), encoding="utf-8")
    assert len({*found}) == len(files)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", MODELS_BY_FILE_KIND)
def test_it_accepts_every_good_file(kind: str, tmp_path: Path) -> None:
    files = good(kind)
    code, said = check(
        REPOSITORY / f"schemas/{kind}.schema.json", *files, *as_yaml_1_1(files, tmp_path)
    )
    assert code == 0, said


@pytest.mark.slow
def test_with_questionnaires_it_accepts_every_good_file(tmp_path: Path) -> None:
    schema = tmp_path / "vendor.schema.json"
    own = [
        parse_document(found.read_bytes(), found.name)
        for found in (CASES / "vendors/questionnaires").glob("*.yaml")
    ]
    asked = [*Library().values(), *(parse_model(one, Questionnaire) for one in own)]
    schema.write_text(json.dumps(schema_of("vendor", asked)), encoding="utf-8")
    files = good("vendor")
    code, said = check(schema, *files, *as_yaml_1_1(files, tmp_path))
    assert code == 0, said


SHAPE = {
    "missing-key",
    "unknown-key",
    "unknown-kind",
    "wrong-type",
    "wrong-value",
    "bad-id",
    "out-of-range",
    "empty-value",
    "options-conflict",
}


def bad_shapes(kind: str) -> list[Path]:
    """The bad case files of which every problem is one of shape, so that a schema can see it."""
    found = []
    for problems in sorted((CASES / FOLDERS[kind] / "invalid").glob("*.problems")):
        text = problems.read_text(encoding="utf-8")
        codes = {
            line.split("[", 1)[1].split("]", 1)[0]
            for line in text.splitlines()
            if "[" in line and not line.startswith("  ")
        }
        file = problems.with_suffix(".yaml")
        if codes <= SHAPE and file.stem not in BEYOND:
            found.append(file)
    assert found
    return found


@pytest.mark.parametrize("kind", MODELS_BY_FILE_KIND)
def test_it_refuses_every_bad_shape(kind: str) -> None:
    files = bad_shapes(kind)
    code, said = check(REPOSITORY / f"schemas/{kind}.schema.json", *files, output="json")
    found = json.loads(said)
    refused = {
        error["filename"] for key in ("errors", "parse_errors") for error in found.get(key, [])
    }
    assert code == 1
    assert [file.name for file in files if str(file) not in refused] == []


def test_with_a_questionnaire_it_names_questions_and_options(tmp_path: Path) -> None:
    schema = tmp_path / "vendor.schema.json"
    schema.write_text(json.dumps(schema_of("vendor", [Library()["sso"]])), encoding="utf-8")
    start = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  sso:\n    answers:\n"
    good, typo, option = (tmp_path / f"{name}.yaml" for name in ("good", "typo", "option"))
    good.write_text(
        start + "      sso-protocol: saml\n      scim: {unknown: true}\n", encoding="utf-8"
    )
    typo.write_text(start + "      sso-protocl: saml\n", encoding="utf-8")
    option.write_text(start + "      sso-protocol: kerberos\n", encoding="utf-8")
    assert check(schema, good) == (0, "ok -- validation done\n")
    assert check(schema, typo)[0] == 1
    assert check(schema, option)[0] == 1


@pytest.mark.parametrize(
    ("responses", "code"),
    [
        ("{privacy: {answers: {dpa: yes}}}", 0),
        ("{privacy: {version: 2, answers: {}}, sso: {answers: {sso-protocol: saml}}}", 0),
        ("{privacy: {answres: {dpa: yes}}}", 1),
        ("{privacy: {answers: {dpa: {anwser: yes}}}}", 1),
        ("{privacy: 5}", 1),
        ("{Bad_Id: {answers: {}}}", 1),
        ("{sso: {answres: {sso-protocol: saml}}}", 1),
    ],
)
def test_with_a_questionnaire_answers_to_others_are_still_checked(
    responses: str, code: int, tmp_path: Path
) -> None:
    schema, file = tmp_path / "vendor.schema.json", tmp_path / "vendor.yaml"
    schema.write_text(json.dumps(schema_of("vendor", [Library()["sso"]])), encoding="utf-8")
    file.write_text(
        f"vendorcheck: vendor/1\nvendor: {{name: Acme}}\nresponses: {responses}\n", encoding="utf-8"
    )
    assert check(schema, file)[0] == code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("true", 0),
        ('"no"', 0),
        ("YES", 0),
        ("fALSE", 0),
        ("maybe", 1),
        ("yess", 1),
        ("{answer: No}", 0),
        ("[yes]", 1),
    ],
)
def test_yes_and_no_may_be_written_as_the_tool_takes_them(
    answer: str, code: int, tmp_path: Path
) -> None:
    schema, file = tmp_path / "vendor.schema.json", tmp_path / "vendor.yaml"
    text = (
        'vendorcheck: questionnaire/1\nid: own\nversion: "1"\ntitle: Own\nsections:\n'
        "- {id: s, title: S, questions: [{id: q, type: yes_no, ask: Is it so?}]}\n"
    )
    own = parse_model(parse_document(text.encode(), "own.yaml"), Questionnaire)
    assert isinstance(own, Questionnaire)
    schema.write_text(json.dumps(schema_of("vendor", [own])), encoding="utf-8")
    start = "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n  own:\n    answers:\n"
    file.write_text(f"{start}      q: {answer}\n", encoding="utf-8")
    assert check(schema, file)[0] == code


def test_a_form_is_valid_before_it_is_filled_in_and_a_wrong_option_is_not(tmp_path: Path) -> None:
    schema = tmp_path / "answers.schema.json"
    schema.write_text(json.dumps(schema_of("answers", [library()["tools"]])), encoding="utf-8")
    form, wrong = tmp_path / "form.yaml", tmp_path / "wrong.yaml"
    form.write_bytes(VENDOR_FORMS["yaml"].render(acme_form()))
    assert check(schema, form) == (0, "ok -- validation done\n")
    text = form.read_text(encoding="utf-8")
    assert "\n      provisioning:\n" in text
    wrong.write_text(
        text.replace("\n      provisioning:\n", "\n      provisioning: perhaps\n"), encoding="utf-8"
    )
    assert check(schema, wrong)[0] == 1
