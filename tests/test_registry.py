from importlib import import_module
from pathlib import Path

import pytest

from vendorcheck.document.problems import VendorcheckError
from vendorcheck.registry import Registry, describe_modules, formats_in_words, import_modules

ROOMS = {
    "vendorcheck.validation.diagnostics": "DIAGNOSTICS",
    "vendorcheck.model.questions": "QUESTION_TYPES",
    "vendorcheck.reports": "REPORTS",
    "vendorcheck.reports.readers": "VIEWS",
    "vendorcheck.reports.change": "CHANGE_REPORTS",
    "vendorcheck.reports.portfolio": "PORTFOLIO_REPORTS",
    "vendorcheck.reports.comparison": "COMPARISON_REPORTS",
    "vendorcheck.exchange.importers": "IMPORTERS",
    "vendorcheck.cli": "COMMANDS",
}


def files(package: str) -> set[str]:
    folder = Path(str(import_module(package).__file__)).parent
    # A command may be a word of Python, such as import.
    return {file.stem.rstrip("_") for file in folder.glob("*.py") if not file.stem.startswith("_")}


@pytest.mark.parametrize("package", ROOMS)
def test_files_and_registrations_are_the_same(package: str) -> None:
    table = getattr(import_module(package), ROOMS[package])
    assert isinstance(table, Registry)
    assert files(package), "found no file in the room"
    assert {name.replace("-", "_") for name in table} == files(package)


@pytest.mark.parametrize("package", ROOMS)
def test_names_are_told_without_opening_the_room(package: str) -> None:
    table = getattr(import_module(package), ROOMS[package])
    assert list(describe_modules(package)) == sorted(name.replace("_", "-") for name in table)
    assert list(describe_modules("vendorcheck")) == ["registry"]


def test_each_form_is_for_the_vendor_or_for_the_requester() -> None:
    forms = import_module("vendorcheck.exchange.forms")
    tables = (forms.VENDOR_FORMS, forms.REQUESTER_FORMS)
    assert {name.replace("-", "_") for table in tables for name in table} == files(forms.__name__)
    assert [name for name, purpose in describe_modules(forms.__name__).items() if not purpose] == []


@pytest.mark.parametrize(
    "package",
    [
        "vendorcheck.exchange.importers",
        "vendorcheck.reports",
        "vendorcheck.reports.change",
        "vendorcheck.reports.portfolio",
        "vendorcheck.reports.comparison",
        "vendorcheck.validation.diagnostics",
    ],
)
def test_every_format_says_what_it_is_for(package: str) -> None:
    purposes = describe_modules(package)
    assert [name for name, purpose in purposes.items() if not purpose] == []


def test_modules_are_told_by_the_table_that_they_enter_something_in(tmp_path: Path) -> None:
    room = tmp_path / "another_room"
    room.mkdir()
    (room / "__init__.py").write_text("", encoding="utf-8")
    for name, text in {
        "a": '"""a: for people.\n\nMore.\n"""\n\n@LEFT.add("a")\n',
        "b_c": '"""b-c: for: all."""\n\n@RIGHT.format("b-c")\n@LEFT.add("b-c")\n',
        "d": '"""Nothing is told."""\n\nRIGHT.other\n',
        "_hidden": '"""_hidden: no."""\n@LEFT.add("x")\n',
    }.items():
        (room / f"{name}.py").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(tmp_path)
        assert describe_modules("another_room") == {"a": "for people", "b-c": "for: all", "d": ""}
        assert describe_modules("another_room", "RIGHT") == {"b-c": "for: all"}
        assert (
            formats_in_words(describe_modules("another_room")) == "a: for people; b-c: for: all; d"
        )


def test_a_registry_is_a_mapping_in_the_order_of_names() -> None:
    table: Registry[int] = Registry("number")
    assert table.add("two")(2) == 2
    table.add("one")(1)
    assert list(table.items()) == [("one", 1), ("two", 2)]
    assert len(table) == 2
    assert table["one"] == table.get("one") == 1
    assert "three" not in table


def test_a_name_used_twice_raises() -> None:
    table: Registry[int] = Registry("number")
    table.add("one")(1)
    with pytest.raises(ValueError, match='two of the number "one"'):
        table.add("one")(1)


def test_a_name_that_is_not_there_is_told_with_those_that_are() -> None:
    table: Registry[int] = Registry("number")
    table.add("two")(2)
    table.add("one")(1)
    with pytest.raises(VendorcheckError, match='there is no number "three"; choose from one, two'):
        table.get("three")
    with pytest.raises(KeyError):
        table["three"]


def test_opening_a_room_imports_its_public_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "a_room_for_a_test"
    room.mkdir()
    (room / "__init__.py").write_text("FOUND = []\n", encoding="utf-8")
    for name in ("b", "a", "_hidden"):
        (room / f"{name}.py").write_text(
            f"from a_room_for_a_test import FOUND\n\nFOUND.append({name!r})\n", encoding="utf-8"
        )
    monkeypatch.syspath_prepend(tmp_path)
    module = import_module(room.name)
    import_modules(module.__name__, module.__path__)
    import_modules(module.__name__, module.__path__)
    assert module.FOUND == ["a", "b"]
