"""The reference of fields has every field of our files, each with an example from a valid file."""

import pytest

from field_reference import EXAMPLES, examples_in, fields_of, fields_page, parts_of
from running import DAY, run
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.model.json_schema import MODELS_BY_FILE_KIND, schema_of


@pytest.mark.parametrize("kind", MODELS_BY_FILE_KIND)
def test_every_field_has_an_example(kind: str) -> None:
    # A condition is the same in a policy as in a questionnaire, and has its examples there.
    examples, others = examples_in(kind), examples_in("questionnaire")
    missing = [
        (model.__name__, name)
        for model, fields in parts_of(MODELS_BY_FILE_KIND[kind], {}).items()
        for name in fields
        if name not in {**others.get(model, {}), **examples.get(model, {})}
    ]
    assert missing == [], f"give it a value in {EXAMPLES / kind}.yaml"


@pytest.mark.parametrize("kind", MODELS_BY_FILE_KIND)
def test_the_page_has_every_field_of_the_schema(kind: str) -> None:
    page = fields_page()
    schema = schema_of(kind)
    objects = [schema, *schema["definitions"].values()]
    names = {name for part in objects for name in part.get("properties", {})}
    assert len(names) > 10
    assert [name for name in names if f"`{name}`" not in page] == []
    assert fields_of(MODELS_BY_FILE_KIND[kind]).keys() <= names


def test_the_files_with_every_field_are_valid() -> None:
    policy = str(EXAMPLES / "policy.yaml")
    done = run("validate", "--strict", str(EXAMPLES), "--policy", policy, *DAY)
    assert done.exit_code == ExitCode.OK, done.stdout
    assert "no problems" in done.stdout


def test_an_example_is_what_stands_in_the_file() -> None:
    text = (EXAMPLES / "vendor.yaml").read_text(encoding="utf-8")
    shown = [
        example
        for fields in examples_in("vendor").values()
        for example in fields.values()
        if "…" not in example
    ]
    assert len(shown) > 50
    assert [example for example in shown if example not in text] == []
