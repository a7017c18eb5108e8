"""What a company has already is shown before marketing asks for something new."""

from pathlib import Path

import pytest

from running import DAY, run
from screens import Screen
from vendorcheck.model.decisions import Decision
from vendorcheck.store.approved import ApprovedProduct, rank_products
from vendorcheck.store.library import Library

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


@pytest.mark.slow
def test_what_is_approved_for_the_same_purpose_ends_the_request(folder: Path) -> None:
    screen = start(folder, "new.yaml").shows(ASKED).types("send a newsletter to our leads\r")
    screen.shows("Would one of them do")
    assert "1 file in ours could not be read" in screen.text
    for text in (
        "1 Mailpearl For: Newsletters for leads Found by: newsletter, leads Ask: Ada Lovelace",
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


POLICY = """vendorcheck: policy/1
id: ours
version: "1"
title: Ours
approved: {}
tiers:
  - {{id: all, title: All, questionnaires: [request, sso]}}
"""


def with_policy(folder: Path, approved: str, *arguments: str) -> Screen:
    """Begin a pre-check under a policy in a folder of its own that names a folder."""
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules/ours.yaml").write_text(POLICY.format(approved))
    command = ("precheck", "new.yaml", "--policy", "rules/ours.yaml", *arguments, *DAY)
    return Screen(folder, *command)


@pytest.mark.slow
def test_the_folder_of_the_policy_counts_unless_another_is_named(folder: Path) -> None:
    screen = with_policy(folder, "../ours").shows(ASKED).types("newsletters\r")
    screen.shows("Would one of them do")
    assert "Mailpearl" in screen.text
    screen.types("q\r").ends(130)


@pytest.mark.slow
def test_a_folder_that_is_named_wins_over_that_of_the_policy(folder: Path) -> None:
    (folder / "theirs").mkdir()
    (folder / "theirs/tern.yaml").write_text(vendor_file("Tern", "Newsletters"))
    screen = with_policy(folder, "../ours", "--approved", "theirs").shows(ASKED)
    screen.types("newsletters\r").shows("Would one of them do")
    assert "Tern" in screen.text
    assert "Mailpearl" not in screen.text
    screen.types("q\r").ends(130)


@pytest.mark.slow
def test_a_policy_whose_folder_is_gone_only_warns(folder: Path) -> None:
    screen = with_policy(folder, "../gone").shows("Which product is it")
    assert "there is no folder ../gone" in screen.text
    screen.types("q\r").ends(130)


def test_validate_says_where_a_policy_names_a_folder_that_is_not_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "rules").mkdir()
    for name, message in (
        ("../gone", "there is no folder ../gone"),
        ("ours.yaml", "ours.yaml is a file, and a folder is expected here"),
    ):
        (folder / "rules/ours.yaml").write_text(POLICY.format(name))
        done = run("validate", "rules/ours.yaml")
        assert done.exit_code == 0
        assert f"rules/ours.yaml:5:11: warning[folder-not-found] {message}" in done.stdout
    (folder / "rules/ours.yaml").write_text(POLICY.format("../ours"))
    assert "no problems" in run("validate", "rules/ours.yaml").stdout
    piped = run("validate", "-", text=POLICY.format("ours"))
    assert "a policy from standard input has no folder" in piped.stdout


@pytest.mark.slow
def test_more_than_nine_are_shown_on_request(folder: Path) -> None:
    for number in range(11):
        text = vendor_file(f"Letter{number:02}", "Newsletters")
        (folder / f"ours/letter{number:02}.yaml").write_text(text)
    screen = start(folder, "new.yaml").shows(ASKED).types("newsletters\r")
    screen.shows("Would one of them do.*m: 4 more")
    assert "Letter08" in screen.text
    assert "Letter09" not in screen.text
    screen.types("10\r").shows("Type a number from 1 to 9, m: 4 more; or Enter")
    # What is not alike is there as well, last.
    screen.types("m\r").shows("13 Papercrane")
    assert "10 Letter09" in screen.text
    screen.types("10\r").ends(0)
    assert "for Letter09" in screen.text


@pytest.mark.slow
def test_what_it_is_connected_to_counts_as_well(folder: Path) -> None:
    text = vendor_file("Onebox", "One inbox").replace("[none]", "[social]")
    (folder / "ours/onebox.yaml").write_text(text)
    screen = start(folder, "new.yaml").shows(ASKED).types("answer on social media\r")
    screen.shows("Would one of them do")
    assert "1 Onebox For: One inbox Holds or is connected to: answer, social media" in screen.text
    screen.types("q\r").ends(130)


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
        ("what we want to have", []),
        ("x", []),
        ("accounting", []),
    ],
)
def test_purposes_are_compared_by_their_words(purpose: str, names: list[str]) -> None:
    decision = Decision.model_validate(
        {"decision": "approve", "by": "Sam", "decided_on": "2026-11-02"}
    )
    products = [
        ApprovedProduct(name, used_for, (), "", "", decision, None)
        for name, used_for in (
            ("Papercrane", "Drawing pictures with a tool"),
            ("Mailpearl", "Newsletters for leads"),
        )
    ]
    ranked = rank_products(products, purpose, Library())
    assert [found.product.name for found in ranked if found.is_alike] == names
    # Nothing is lost: what is not alike comes last, by name.
    assert len(ranked) == 2
    if not names:
        assert [found.product.name for found in ranked] == ["Mailpearl", "Papercrane"]
