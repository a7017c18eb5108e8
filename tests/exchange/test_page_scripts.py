"""The scripts of all pages: short, without a sentence, and without network and markup."""

import re
from importlib.resources import files
from typing import Final

import pytest

FORMS: Final = files("vendorcheck.exchange.forms")
FOLDERS: Final = ("page/script", "page/requester_script", "vendor_page/script")
SCRIPTS: Final = {
    f"{folder}/{entry.name}": entry.read_text("utf-8")
    for folder in FOLDERS
    for entry in (FORMS / folder).iterdir()
}


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_a_script_is_short_and_touches_neither_network_nor_markup(name: str) -> None:
    text = SCRIPTS[name]
    assert text.count("\n") < 300
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|fetch\(|XML"
    )
    assert not re.search(rf"{forbidden}|import\(|\.style\b|cookie|sendBeacon|WebSocket", text)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_function_of_a_script_is_long(folder: str) -> None:
    functions = re.findall(
        r"^(?:async )?function \w+\(.*?^\}$"
        r"|^  (?!if|for|while)(?:static |async )?\w+\([^\n]*\) \{$.*?^  \}$",
        "\n".join(text for name, text in SCRIPTS.items() if name.startswith(folder)),
        re.DOTALL | re.MULTILINE,
    )
    assert len(functions) > 30
    assert [text.split("(")[0] for text in functions if text.count("\n") >= 40] == []


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_a_script_holds_no_sentence(name: str) -> None:
    code = re.sub(r"^\s*(//|/?\*).*$", "", SCRIPTS[name], flags=re.MULTILINE)
    literals = re.findall(r'"([^"\n]*)"|`([^`]*)`', code)
    texts = [re.sub(r"\$\{[^}]*\}", "", one or other) for one, other in literals]
    assert texts or name.endswith("-begin.js")
    assert [
        text for text in texts if re.search(r"[A-Z][a-z]+ |[a-z]{3,} [a-z]+ [a-z]+", text)
    ] == []


@pytest.mark.parametrize("own", FOLDERS[1:])
def test_no_two_functions_of_a_page_have_one_name(own: str) -> None:
    text = "\n".join(text for name, text in SCRIPTS.items() if name.startswith((FOLDERS[0], own)))
    names = re.findall(r"^(?:async )?(?:function|class|const|let) \[?(\w+)", text, re.MULTILINE)
    assert [name for name in names if names.count(name) > 1] == []
