import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
GUARDS = tomllib.loads((HERE / "guards.toml").read_text("utf-8"))
SURVIVORS = tomllib.loads((HERE / "survivors.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", GUARDS["modules"])
def test_a_module_and_its_guards_exist(name: str) -> None:
    entry = GUARDS["modules"][name]
    assert set(entry) == {"module", "mutants", "tests"}
    for path in (
        entry["module"],
        *(test.removeprefix("--deselect=").partition("::")[0] for test in entry["tests"]),
    ):
        assert (ROOT / path).is_file(), path


def test_about_300_mutants_are_tested() -> None:
    assert 300 <= sum(entry["mutants"] for entry in GUARDS["modules"].values()) <= 330


def test_each_survivor_is_of_a_module_that_is_tested_and_has_a_reason() -> None:
    for entry in SURVIVORS.get("survivor", []):
        assert set(entry) == {"module", "definition", "before", "after", "reason"}
        assert entry["module"] in GUARDS["modules"]
        assert len(entry["reason"].split()) > 3


@pytest.mark.parametrize("name", ["choices", "path_to_yes"])
def test_each_module_of_the_search_for_steps_has_guards(name: str) -> None:
    folder = f"src/vendorcheck/assessment/{name}"
    modules = {file.name for file in (ROOT / folder).glob("*.py")} - {"__init__.py"}
    guarded = {entry["module"] for entry in GUARDS["modules"].values()}
    assert {f"{folder}/{module}" for module in modules} <= guarded
