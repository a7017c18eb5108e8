"""Items appended to a list of a file, in every layout that the list may have."""

import pytest
import yaml

from vendorcheck.document.document import Data
from vendorcheck.document.problems import InvalidFile
from vendorcheck.store.vendor_file_editor import append_to_list

HEAD = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
ENTRY: Data = {"received": "form-yaml", "on": "2026-11-30"}
FLOW = '{received: form-yaml, "on": "2026-11-30"}'
WRITTEN = '- received: form-yaml\n    "on": "2026-11-30"'


COMMENTED = f"{HEAD}log: # of forms\n  # the first\n  - {{sent: form}} # by me\n  # the end\n"
OF_LINES = f"{HEAD}log:\n  - sent: form\n    on: 2026-11-04\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, f"{HEAD}log:\n  {WRITTEN}\n"),
        (f"{HEAD}log: []\n", f"{HEAD}log:\n  {WRITTEN}\n"),
        (f"{HEAD}log:\n", f"{HEAD}log:\n  {WRITTEN}\n"),
        (COMMENTED, f"{COMMENTED}  {WRITTEN}\n"),
        (f"{OF_LINES}contract: {{}} # none\n", f"{OF_LINES}  {WRITTEN}\ncontract: {{}} # none\n"),
        (
            f"{HEAD}log:\n- sent: form\n",
            f'{HEAD}log:\n- sent: form\n- received: form-yaml\n  "on": "2026-11-30"\n',
        ),
        (f"{HEAD}log: [{{sent: form}}] # all\n", f"{HEAD}log: [{{sent: form}}, {FLOW}] # all\n"),
        (f"{HEAD}log: [{{sent: form}},]\n", f"{HEAD}log: [{{sent: form}}, {FLOW},]\n"),
        (f"{HEAD}log:\n  - {{sent: form}}", f"{HEAD}log:\n  - {{sent: form}}\n  {WRITTEN}"),
        (HEAD.replace("\n", "\r\n"), f"{HEAD}log:\n  {WRITTEN}\n".replace("\n", "\r\n")),
    ],
)
def test_an_item_comes_last_and_all_else_stays(before: str, after: str) -> None:
    assert append_to_list(before, "log", [ENTRY], file="acme.yaml") == after


@pytest.mark.parametrize(
    "last", ["|\n      one\n      two", "|\n      one\n      two\n", ">-\n      one"]
)
def test_an_item_behind_block_text_is_no_part_of_it(last: str) -> None:
    text = append_to_list(f"{HEAD}log:\n  - sent: {last}", "log", [ENTRY], file="acme.yaml")
    assert [*yaml.safe_load(text)["log"][1]] == ["received", "on"]


def test_several_items_in_json() -> None:
    before = '{\n  "vendorcheck": "vendor/1",\n  "log": [\n    {"sent": "form"}\n  ]\n}\n'
    item = '{"received": "form-yaml", "on": "2026-11-30"}'
    after = before.replace('{"sent": "form"}', f'{{"sent": "form"}},\n    {item},\n    {item}')
    assert append_to_list(before, "log", [ENTRY, ENTRY], file="acme.json") == after


def test_a_text_in_the_place_of_a_list_is_no_list() -> None:
    with pytest.raises(InvalidFile, match="a list is expected here"):
        append_to_list(f"{HEAD}log: none\n", "log", [ENTRY], file="acme.yaml")
