"""What a company has already is shown before marketing asks for something new."""

from pathlib import Path

import pytest

from running import DAY, run
from screens import Screen
from vendorcheck.model.decisions import Decision
from vendorcheck.store.approved import ApprovedProduct, products_for_purpose

ASKED = "What do you want to do"


def vendor_file(name: str, purpose: str, decision: str = "approve", more: str = "") -> str:
    return f"""vendorcheck: vendor/1
vendor: {{name: {name}}}
responses:
  request:
    answers:
      purpose: {purpose}
      owner: Ada Lovelace
      data: [public]
      seats: "3"
      connections: [none]
      outage: nothing-much
      deployment: cloud
      ai: "no"
decisions:
  - {{decision: {decision}, by: Sam Okafor, decided_on: 2026-11-02{more}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ours = tmp_path / "ours"
    ours.mkdir()
    files = {
        "mailpearl": vendor_file(
            "Mailpearl",
            "Newsletters for leads",
            "approve-with-conditions",
            ", conditions: [{text: Data stays in Europe}, "
            "{text: Old, done_on: 2026-11-05, done_by: A}]",
        ),
        "papercrane": vendor_file("Papercrane", "Drawing pictures"),
        "refused": vendor_file("Spamhouse", "Newsletters for everybody", "do-not-approve"),
        "later": vendor_file("Later", "Newsletters, too").replace("2026-11-02", "2030-01-01"),
        "broken": vendor_file("Broken", "Newsletters").replace("outage:", "outrage:"),
    }
    for name, text in files.items():
        (ours / f"{name}.yaml").write_text(text)
    (ours / "other.yaml").write_text("a: b\n")
    return tmp_path


def start(folder: Path, *arguments: str) -> Screen:
    return Screen(folder, "precheck", *arguments, "--approved", "ours", *DAY)


def test_what_is_approved_for_the_same_purpose_ends_the_request(folder: Path) -> None:
    screen = start(folder, "new.yaml").shows(ASKED).types("send a newsletter to our leads\r")
    screen.shows("Would one of them do")
    assert "1 file in ours could not be read" in screen.text
    for text in (
        "1 Mailpearl For: Newsletters for leads Ask: Ada Lovelace",
        "Approved on 2 November 2026",
        "Condition: Data stays in Europe Would",
    ):
        assert text in screen.text
    for other in ("Papercrane", "Spamhouse", "Later"):
        assert other not in screen.text
    assert "Ask Ada Lovelace for Mailpearl" in screen.types("1\r").ends(0)
    assert not (folder / "new.yaml").exists()


@pytest.mark.slow
def test_what_was_said_before_is_not_asked_again(folder: Path) -> None:
    (folder / "ours" / "broken.yaml").unlink()
    screen = start(folder, "new.yaml").shows(ASKED).types("Newsletters for leads\r")
    screen.shows("Would one of them do")
    assert "could not be read" not in screen.text
    screen.types("7\r").shows("Type a number from 1 to 1")
    screen.types("\r").shows("Which product is it").types("Tern\r").shows("Which company")
    screen.types("\r").shows("Right").types("\r").shows("Question 1 of")
    assert "purpose: Newsletters for leads" in (folder / "new.yaml").read_text()
    screen.types("\x03").ends(130)


@pytest.mark.slow
def test_nothing_alike_goes_on_and_enter_shows_everything(folder: Path) -> None:
    screen = start(folder, "new.yaml").shows(ASKED).types("count visitors\r")
    screen.shows("Nothing that is approved says the same purpose.*Which product")
    screen.types("q\r").ends(130)
    screen = start(folder, "new.yaml").shows(ASKED).types("\r").shows("Would one of them do")
    assert screen.text.index("Mailpearl") < screen.text.index("Papercrane")
    screen.types("q\r").ends(130)


@pytest.mark.slow
def test_a_file_that_is_there_is_not_new(folder: Path) -> None:
    (folder / "old.yaml").write_text(vendor_file("Tern", "Newsletters"))
    screen = start(folder, "old.yaml").shows("Question 1 of")
    assert ASKED not in screen.text
    screen.types("\x03").ends(130)


def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    screen = Screen(folder, "precheck", "--approved", "nowhere", *DAY)
    assert "there is no folder nowhere" in screen.ends(2)
    done = run("precheck", str(folder / "ours" / "mailpearl.yaml"), "--approved", "nowhere", *DAY)
    assert done.exit_code == 2
    assert "--approved: there is no folder nowhere" in done.stderr


def test_nobody_is_shown_anything_without_a_terminal(folder: Path) -> None:
    (folder / "old.yaml").write_text(vendor_file("Tern", "Newsletters"))
    ours = str(folder / "ours")
    done = run("precheck", str(folder / "old.yaml"), "--no-input", "--approved", ours, *DAY)
    assert done.exit_code == 0
    assert "Approved already" not in done.output


@pytest.mark.parametrize(
    ("purpose", "names"),
    [
        ("newsletters", ["Mailpearl"]),
        ("Sending NEWSLETTER to leads", ["Mailpearl"]),
        ("mailpearl", ["Mailpearl"]),
        ("drawing newsletters for leads", ["Mailpearl", "Papercrane"]),
        ("what we want to have", ["Mailpearl", "Papercrane"]),
        ("x", ["Mailpearl", "Papercrane"]),
        ("accounting", []),
    ],
)
def test_purposes_are_compared_by_their_words(purpose: str, names: list[str]) -> None:
    decision = Decision.model_validate(
        {"decision": "approve", "by": "Sam", "decided_on": "2026-11-02"}
    )
    products = [
        ApprovedProduct(name, used_for, "", "", decision, None)
        for name, used_for in (
            ("Papercrane", "Drawing pictures with a tool"),
            ("Mailpearl", "Newsletters for leads"),
        )
    ]
    assert [product.name for product in products_for_purpose(products, purpose)] == names
