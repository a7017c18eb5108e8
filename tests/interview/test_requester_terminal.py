"""The pre-check at a real terminal, by somebody of marketing; then IT goes on in the same file."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from conftest import Golden
from locations import REPOSITORY
from running import PLAIN_LINES, at_terminal, end_of, hang_up, on_screen, run
from vendorcheck.document.document import parse_document
from vendorcheck.store.library import Library

COMMAND = str(Path(sys.executable).parent / "vendorcheck")
TUTORIALS = REPOSITORY / "docs" / "tutorial"
DAY = ["--as-of", "2026-11-23"]
# What somebody of marketing types, question by question.
WHO = "Jane Doe, jane@ours.example"
PURPOSE = "Newsletters for leads"
REQUEST = [PURPOSE, "Business", "12", "1", WHO, "2026-12-01", "5", "8000", "2,11", "3", "2"]
VENDOR = ["u", "1", "2", "1", "1", "u", "2"]
# What has changed, and what they type of the vendor's reply, question by question.
SSO_REPLY = ["2", "Business", "included", "https://acme.example/sso"]
DPA_REPLY = ["1", "", "", "https://acme.example/dpa"]
REPLY = ["1", *SSO_REPLY, *DPA_REPLY, "u", ""]
# At the begin of a line, after whatever was typed before.
ROWS = 300
"""So many that all of it fits: that a full screen waits is tried elsewhere."""
PROMPT = r"(?<=\n)> |\A> |\(y/n\) "
ESCAPE = re.compile(r"\x1b[@-_][0-?]*[ -/]*[@-~]")


@contextmanager
def terminal(
    folder: Path, *arguments: str, columns: int = 80, **environment: str
) -> Iterator["pexpect.spawn[str]"]:
    clean = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("VENDORCHECK", "NO_COLOR", "COLUMNS"))
    }
    environ = {**clean, "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **PLAIN_LINES, **environment}
    child = at_terminal([COMMAND, *arguments], folder, environ, size=(ROWS, columns))
    try:
        yield child
    finally:
        child.close(force=True)


def talk(child: "pexpect.spawn[str]", typed: list[str], *, leave: bool = False) -> str:
    """Type an answer at each prompt, and leave with Ctrl-C; everything that was on the screen."""
    seen = ""
    for answer in typed:
        child.expect(PROMPT)
        seen += f"{child.before or ''}{child.after}"
        child.sendline(answer)
    if leave:
        child.expect(PROMPT)
        seen += f"{child.before or ''}{child.after}"
        child.sendintr()
    last: str = end_of(child)
    return (seen + last).replace("\r\n", "\n")


def answers(path: Path) -> dict[str, object]:
    """What the file says, by `questionnaire/question`."""
    data = parse_document(path.read_bytes(), path.name).data["responses"]
    assert isinstance(data, dict)
    found: dict[str, object] = {}
    for home, response in data.items():
        assert isinstance(response, dict)
        written = response["answers"]
        assert isinstance(written, dict)
        found |= {f"{home}/{name}": answer for name, answer in written.items()}
    return found


SCREENS = {
    "wide": (80, {}),
    "narrow": (40, {}),
    "dumb": (80, {"TERM": "dumb"}),
    "without-colour": (80, {"NO_COLOR": "1"}),
}


@pytest.mark.parametrize(
    "name",
    [
        "narrow",
        *(pytest.param(name, marks=pytest.mark.slow) for name in SCREENS if name != "narrow"),
    ],
)
def test_from_nothing_to_the_result(name: str, tmp_path: Path) -> None:
    columns, environment = SCREENS[name]
    with terminal(tmp_path, "precheck", *DAY, columns=columns, **environment) as child:
        screen = talk(child, ["Acme Engage", "Acme", "", *REQUEST, *VENDOR, ""])
        assert child.exitstatus == 0
    assert ("\x1b[" in screen) == (name in {"wide", "narrow"})
    text = ESCAPE.sub("", screen)
    # What a person types back, and the commands to copy, are theirs to wrap.
    assert all(
        len(line) <= columns for line in text.splitlines() if "vendorcheck precheck" not in line
    )
    joint = " ".join(text.split())
    assert "Question 18 of about 18" in joint
    assert joint.count("Where to look:") == 18
    assert 'Where to look: The help pages; search them for "export"' in joint
    assert joint.count("u The page does not say") == 7
    assert "Result: Ask the vendor first" in joint
    assert "That is because of" in joint
    assert (
        "until Mon 7 Dec 2026 if it begins today; "
        "you want to start on Tue 1 Dec 2026. That is 4 working days too early."
    ) in joint
    assert "Next step Send the vendor acme-engage-letter.txt, and come back" in joint
    assert "acme-engage-brief.md: the brief for IT" in joint
    assert "Subject:" not in joint
    letter = (tmp_path / "acme-engage-letter.txt").read_text("utf-8")
    assert "\n1. Which single sign-on protocols does the product support" in letter
    assert "\n2. Do you offer a data processing agreement (DPA) on the plan" in letter
    assert letter.endswith("kind regards\nJane Doe\n")
    brief = (tmp_path / "acme-engage-brief.md").read_text("utf-8")
    assert "- Asked for by: Jane Doe, jane@ours.example\n- Asked for on: 2026-11-23\n" in brief
    assert "- Letter to the vendor: acme-engage-letter.txt, to be answered by" in brief
    found = answers(tmp_path / "acme-engage.yaml")
    assert len(found) == 18
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "acme-engage-brief.md",
        "acme-engage-letter.txt",
        "acme-engage.yaml",
    ]
    assert 'vendor/1\nrequested_on: "2026-11-23"\n' in (tmp_path / "acme-engage.yaml").read_text()


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What the pre-check saves, once for all tests that go on from there."""
    folder = tmp_path_factory.mktemp("saved")
    with terminal(folder, "precheck", *DAY) as child:
        talk(child, ["Acme Engage", "Acme", "", *REQUEST, *VENDOR, ""])
    return (folder / "acme-engage.yaml").read_bytes()


@pytest.fixture
def begun(tmp_path: Path, saved: bytes) -> Path:
    path = tmp_path / "acme-engage.yaml"
    path.write_bytes(saved)
    return path


@pytest.mark.slow
def test_it_goes_on_and_asks_nothing_twice(tmp_path: Path, begun: Path) -> None:
    before = answers(begun)
    with terminal(tmp_path, "assess", begun.name, *DAY, NO_COLOR="1") as child:
        seen = talk(child, ["n", *[":s"] * 20], leave=True)
    library = Library()
    asked = [
        library[home].questions[name].ask
        for home, _, name in (key.partition("/") for key in before)
    ]
    joint = " ".join(seen.split())
    assert "Question 21 of" in joint
    # Not one of the questions of the pre-check, not even those that nobody could answer.
    assert [ask for ask in asked if ask in joint] == []
    assert answers(begun) == before


@pytest.mark.slow
def test_the_answers_of_the_vendor_are_taken_in_later(tmp_path: Path, begun: Path) -> None:
    with terminal(tmp_path, "precheck", begun.name, *DAY, NO_COLOR="1") as child:
        talk(child, [""])
    letter = tmp_path / "acme-engage-letter.txt"
    assert "1. Which single sign-on protocols" in letter.read_text("utf-8")
    with terminal(tmp_path, "precheck", begun.name, *DAY, NO_COLOR="1") as child:
        screen = talk(child, REPLY)
    joint = " ".join(screen.split())
    assert "What has changed? (Enter: nothing) 1 The vendor has replied 2 Our plans" in joint
    assert "Question 1 of 3 · number 1 of the letter Which single sign-on protocols" in joint
    assert "Result: Nothing against it so far; IT still decides (was: Ask the vendor first)" in (
        joint
    )
    found = answers(begun)["sso/sso-protocol"]
    assert found == {
        "answer": "saml",
        "source": "vendor",
        "as_of": "2026-11-23",
        "evidence": [{"url": "https://acme.example/sso"}],
        "plan": "Business",
        "price": "included",
    }
    # The last screen has the light, what it was, and one next step.
    last_screen = screen.splitlines()[-23:]
    assert "Result: Nothing against it so far; IT still decides" in last_screen
    assert "Before, it was: Ask the vendor first." in last_screen
    assert "Send IT acme-engage-brief.md." in last_screen
    assert not any("Once the vendor has answered" in line for line in last_screen)


PLANS = ["2", "9", "11"]


@pytest.mark.slow
@pytest.mark.parametrize("keeps", [True, False])
def test_other_plans_are_tried_with_the_light_before_and_after(
    tmp_path: Path, begun: Path, saved: bytes, keeps: bool
) -> None:
    with terminal(tmp_path, "precheck", begun.name, *DAY, NO_COLOR="1", columns=40) as child:
        screen = talk(child, [*PLANS, "y" if keeps else "n"])
    assert child.exitstatus == 0
    assert all(len(line) <= 40 for line in screen.splitlines())
    joint = " ".join(screen.split())
    assert (
        "== What that changes Result: Ask the vendor first, as before It counts as: "
        '"Something at stake: data, access, AI, servers or a team" '
        '(was: "Much at stake for people or for the business") '
        "IT's review: 5 working days, until Mon 30 Nov 2026 (was: 10 working days, "
        "until Mon 7 Dec 2026, 4 working days after your start)"
    ) in joint
    assert (begun.read_bytes() == saved) is not keeps
    connections = answers(begun)["request/connections"]
    assert isinstance(connections, dict)
    assert connections["answer"] == (["website"] if keeps else ["crm", "website"])
    assert ("It was the same before." in joint) is keeps


@pytest.mark.slow
def test_ctrl_c_and_a_closed_window_lose_nothing_of_a_reply_or_of_plans(
    tmp_path: Path, begun: Path, saved: bytes
) -> None:
    with terminal(tmp_path, "precheck", begun.name, *DAY) as child:
        for line in PLANS:
            child.expect(PROMPT)
            child.sendline(line)
        child.expect("Keep these plans")
        hang_up(child)
    assert child.exitstatus == 130
    assert begun.read_bytes() == saved
    with terminal(tmp_path, "precheck", begun.name, *DAY) as child:
        screen = " ".join(ESCAPE.sub("", talk(child, ["y", "n"])).split())
    assert "and nobody said whether to keep them; go on?" in screen
    assert begun.read_bytes() == saved
    with terminal(tmp_path, "precheck", begun.name, *DAY) as child:
        screen = talk(child, REPLY[:5], leave=True)
    assert child.exitstatus == 130
    assert "Saved 1 of 3." in screen
    found = answers(begun)["sso/sso-protocol"]
    assert isinstance(found, dict)
    assert found["source"] == "vendor"


@pytest.mark.slow
def test_the_light_and_the_next_step_are_on_a_screen_of_24_lines(
    tmp_path: Path, begun: Path
) -> None:
    """Without a scroll bar: what explains the light stands above it."""
    (tmp_path / "acme-engage-letter.txt").write_text("Dear Acme,")
    with terminal(tmp_path, "precheck", begun.name, *DAY, NO_COLOR="1") as child:
        screen = talk(child, ["n"])
    # The last line of the screen is the prompt of the shell.
    last_screen = screen.splitlines()[-23:]
    assert "Result: Ask the vendor first" in last_screen
    assert "Next step" in last_screen
    assert screen.count("Next step") == screen.count("Result: ") == 1
    joint = " ".join(" ".join(last_screen).split())
    assert "Send the vendor acme-engage-letter.txt, and come back with the answers." in joint
    assert "acme-engage-letter.txt is not as it was written, and stays as it is" in joint
    assert "acme-engage-brief.md: the brief for IT" in joint
    assert screen.index("What makes it green") < screen.index("Result: ")
    assert (tmp_path / "acme-engage-letter.txt").read_text() == "Dear Acme,"


@pytest.mark.slow
def test_those_who_know_no_more_see_the_result_again(tmp_path: Path, begun: Path) -> None:
    for answer in ("n", ""):
        with terminal(tmp_path, "precheck", begun.name, *DAY) as child:
            assert "Result: Ask the vendor first" in ESCAPE.sub("", talk(child, [answer]))
            assert child.exitstatus == 0
    with terminal(tmp_path, "precheck", begun.name, *DAY) as child:
        talk(child, ["q"])
        assert child.exitstatus == 130


@pytest.mark.slow
def test_one_answer_that_nobody_knew(tmp_path: Path) -> None:
    with terminal(tmp_path, "precheck", "acme.json", *DAY) as child:
        screen = talk(child, ["", "Acme", "", "", *REQUEST, "1", "1", "2", "1", "1", "u", ""])
    assert "There is no file acme.json. A new one begins here." in screen
    assert "Type a name, or q to leave." in screen
    with terminal(tmp_path, "precheck", "acme.json", *DAY) as child:
        assert "What has changed?" in ESCAPE.sub("", talk(child, ["n"]))


@pytest.mark.slow
def test_another_name_for_the_file(tmp_path: Path) -> None:
    with terminal(tmp_path, "precheck", *DAY) as child:
        talk(child, ["Acme Engage", "", "ours", ":q"])
    assert (tmp_path / "ours.yaml").exists()
    with terminal(tmp_path, "precheck", *DAY) as child:
        screen = talk(child, ["ours", "", "", *REQUEST, *VENDOR, ""])
    assert "ours.yaml, which is there already; Enter goes on with it" in " ".join(screen.split())


@pytest.mark.slow
def test_what_was_answered_is_there_after_an_interruption(tmp_path: Path) -> None:
    with terminal(tmp_path, "precheck", *DAY) as child:
        for answer in ["Acme Engage", "Acme", "", *REQUEST[:7]]:
            child.expect(PROMPT)
            child.sendline(answer)
        child.expect(f"About how many people[^>]*(?:{PROMPT})")
        child.sendintr()
        child.expect(r"Continue with:\s+vendorcheck precheck acme-engage.yaml --as-of 2026-11-23")
        end_of(child)
        assert child.exitstatus == 130
    with terminal(tmp_path, "precheck", "acme-engage.yaml", "--resume", *DAY) as child:
        screen = talk(child, [*REQUEST[7:], *VENDOR, ""])
    assert "Where would it run?\n" not in screen.split("Check your answers")[0]
    assert "Result: Ask the vendor first" in ESCAPE.sub("", screen)


OFFER = """\
vendorcheck: questionnaire/1
id: offer
version: "1"
title: The offer
sections:
  - id: all
    title: All
    questions:
      - {id: bell, type: yes_no, ask: Is there a bell?, precheck: true}
      - {id: door, type: yes_no, ask: Is there a door?, precheck: true}
"""
RULES = """\
vendorcheck: policy/1
id: ours
version: "1"
title: Ours
questionnaires: [offer.yaml]
tiers:
  - {id: big, title: Customers, when: {request/data: [customers]}, questionnaires: [offer]}
  - {id: own, title: Anything else, questionnaires: [offer], self_service: true}
"""
NO_DATA = [PURPOSE, "Team", "12", "1", WHO, "2026-12-01", "2", "1", "3", "1"]
CUSTOMERS = [PURPOSE, "Team", "12", "1", WHO, "2026-12-01", "6", "8000", "1", "3", "1"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("request_answers", "agrees", "light"),
    [
        pytest.param(NO_DATA, ["y"], "Go ahead; IT is told", id="self-service"),
        pytest.param(NO_DATA, ["n"], "Ask the vendor first", id="not-agreed"),
        pytest.param(CUSTOMERS, [], "Ask the vendor first", id="it-reviews"),
    ],
)
def test_the_requester_agrees_only_where_a_green_pre_check_is_enough(
    tmp_path: Path, request_answers: list[str], agrees: list[str], light: str
) -> None:
    (tmp_path / "offer.yaml").write_text(OFFER)
    (tmp_path / "ours.yaml").write_text(RULES)
    command = ["precheck", "acme.yaml", "--policy", "ours.yaml", *DAY]
    typed = ["Engage", "Acme", "", *request_answers, "yes", "x", "It has no door.", *agrees, ""]
    with terminal(tmp_path, *command, VENDORCHECK_USER="Jane Doe") as child:
        screen = " ".join(ESCAPE.sub("", talk(child, typed)).split())
    assert child.exitstatus == 0
    assert f"Result: {light}" in screen
    door = answers(tmp_path / "acme.yaml")["offer/door"]
    assert isinstance(door, dict)
    consent = (door.get("confirmed_by"), door.get("confirmed_on"))
    assert consent == (("Jane Doe", "2026-11-23") if agrees == ["y"] else (None, None))
    assert ("IT has to agree to that" in screen) is not bool(agrees)
    assert ("Said not to apply, and nobody has agreed yet: Is there a door?" in screen) is (
        agrees != ["y"]
    )


@pytest.mark.slow
@pytest.mark.parametrize("leaving", ["q", ":q"])
def test_leaving_before_anything_is_known(leaving: str, tmp_path: Path) -> None:
    with terminal(tmp_path, "precheck", *DAY) as child:
        talk(child, [leaving])
        assert child.exitstatus == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_end_of_the_input(tmp_path: Path) -> None:
    with terminal(tmp_path, "precheck", *DAY) as child:
        child.expect(PROMPT)
        child.sendeof()
        end_of(child)
        assert child.exitstatus == 130


def test_whoever_needs_no_letter_is_told_of_the_brief_only() -> None:
    environ = os.environ | {"TERM": "xterm", "NO_COLOR": "1", "VENDORCHECK_POLICY": ""}
    command = ("precheck", "examples/kachel-codes.yaml", "--no-input", *DAY)
    done = on_screen(*command, environ=environ, folder=REPOSITORY)
    assert "Result: Go ahead" in done.text
    assert "The brief for IT" in done.text
    assert "Once the vendor has answered" not in done.text


@pytest.mark.slow
def test_the_brief_is_written_and_the_result_shown(tmp_path: Path, begun: Path) -> None:
    environ = os.environ | {"TERM": "xterm", "NO_COLOR": "1", "VENDORCHECK_POLICY": ""}
    command = ("precheck", begun.name, "--no-input", "-o", "brief.md", *DAY)
    done = on_screen(*command, environ=environ, folder=tmp_path)
    assert "Result: Ask the vendor first" in done.text
    assert "Wrote brief.md" in done.text
    assert (
        (tmp_path / "brief.md")
        .read_text("utf-8")
        .startswith("# Request brief: Acme Engage by Acme\n")
    )


# ---- without a terminal


def test_without_a_terminal_it_tells_what_is_there() -> None:
    done = run("precheck", "examples/acme.yaml", *DAY)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "Pre-check of Acme Engage by Acme, Mon 23 Nov 2026\n\nResult: Fine with conditions\n"
    )
    from_stdin = run("precheck", "-", *DAY, text=Path("examples/acme.yaml").read_bytes())
    assert from_stdin.stdout == done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("result.txt", "Pre-check of"),
        ("brief.md", "# Request brief"),
        ("BRIEF.MARKDOWN", "# Request brief"),
    ],
)
def test_the_suffix_names_the_format(name: str, begin: str, tmp_path: Path) -> None:
    target = tmp_path / name
    assert run("precheck", "examples/acme.yaml", *DAY, "-o", str(target)).exit_code == 0
    assert target.read_text("utf-8").startswith(begin)
    assert run("precheck", "examples/acme.yaml", *DAY, "-o", str(target)).exit_code == 2
    assert run("precheck", "examples/acme.yaml", *DAY, "-o", str(target), "--force").exit_code == 0


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("precheck", "Pre-check of"),
        ("questions", "Subject: Questions about Acme Engage"),
        ("brief", "# Request brief"),
    ],
)
def test_a_format_by_name(name: str, begin: str) -> None:
    assert run(
        "precheck", "examples/acme.yaml", *DAY, "--format", name, "-o", "-"
    ).stdout.startswith(begin)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--no-input"], "name a vendor file"),
        (["missing.yaml"], "there is no file missing.yaml"),
        (["examples/acme.yaml", "--format", "json"], "choose from brief, precheck, questions"),
        (["examples/acme.yaml", "-o", "x.pdf"], "names no format"),
        (["examples/acme.yaml", "--resume"], "at a terminal"),
        (["examples/acme.yaml", "--policy", "none"], "no built-in policy"),
        (["examples/acme.yaml", "--as-of", "soon"], "--as-of takes a date"),
    ],
)
def test_what_can_not_be_done_says_why(arguments: list[str], said: str) -> None:
    done = run("precheck", *arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert done.stdout == ""


# ---- the recordings of the tutorials


def find_recording(path: Path, name: str = "") -> tuple[int, int]:
    """Where the text of a recording in a page begins and ends."""
    mark = f"recording: {name}" if name else "recording"
    found = re.search(
        rf"<!-- {mark} -->\n```text\n(.*?)```\n<!-- end of recording -->",
        path.read_text("utf-8"),
        re.DOTALL,
    )
    assert found, f"{path.name} has no {mark}"
    return found.span(1)


def recorded(path: Path, name: str = "") -> str:
    """The text between the marks of a recording in a page."""
    begin, end = find_recording(path, name)
    return path.read_text("utf-8")[begin:end]


def put(path: Path, screen: str, golden: Golden, *, name: str = "") -> None:
    """Compare a recording with the page's; with `--update`, write it there.

    On the page, the day is today.
    """
    screen = screen.replace(f" {' '.join(DAY)}", "").replace("Continue with:\n", "Continue with: ")
    page = path.read_text("utf-8")
    begin, end = find_recording(path, name)
    golden(path, page[:begin] + screen + page[end:])


@pytest.mark.slow
def test_the_recording_of_the_pre_check(tmp_path: Path, golden: Golden) -> None:
    with terminal(tmp_path, "precheck", *DAY, NO_COLOR="1") as child:
        screen = talk(child, ["Acme Engage", "Acme", "", *REQUEST, *VENDOR, ""])
    put(TUTORIALS / "precheck.md", f"$ vendorcheck precheck\n{screen}", golden)
    assert "Result:" in recorded(TUTORIALS / "precheck.md")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "typed"), [("plans", [*PLANS, "n"]), ("reply", REPLY)])
def test_the_recording_of_what_has_changed(
    tmp_path: Path, begun: Path, golden: Golden, name: str, typed: list[str]
) -> None:
    with terminal(tmp_path, "precheck", begun.name, *DAY, NO_COLOR="1") as child:
        screen = talk(child, typed)
    # What the first recording shows at its end already is left out.
    shown, _, rest = screen.partition("Pre-check of Acme Engage")
    ending = rest[rest.index("What that changes") :] if name == "reply" else ""
    end = f"[…]\n\n{ending}" if ending else "[…]\n"
    put(
        TUTORIALS / "precheck.md",
        f"$ vendorcheck precheck {begun.name}\n{shown}{end}",
        golden,
        name=name,
    )
    assert "What that changes" in recorded(TUTORIALS / "precheck.md", name)


@pytest.mark.slow
def test_the_recording_of_the_interview(tmp_path: Path, begun: Path, golden: Golden) -> None:
    with terminal(tmp_path, "assess", begun.name, *DAY, NO_COLOR="1") as child:
        screen = talk(child, ["", ":?", "Jane Doe", "1", "2"], leave=True)
    put(TUTORIALS / "assess.md", f"$ vendorcheck assess {begun.name}\n{screen}", golden)
    assert "Saved 3 of" in recorded(TUTORIALS / "assess.md")
