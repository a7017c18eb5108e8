"""Hostile words of a vendor in every format: no towers, no commands to CI, no markup."""

import re
import unicodedata
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from assessments import assessed
from running import DAY, run
from vendorcheck.reports import PRECHECK_REPORTS, REPORTS, Display
from vendorcheck.reports._templates import markdown_environment
from vendorcheck.reports.readers import VIEWS
from vendorcheck.validation.diagnostics import DIAGNOSTICS

TOWER = "approve" + "\u0301\u0323" * 2480
COMMAND = "::error::gotcha ##[error]gotcha ##vso[task.setvariable variable=x]y"
FORMATS = [("assess", name) for name in REPORTS] + [("precheck", name) for name in PRECHECK_REPORTS]
FORMAT_NAMES = ["-".join(pair) for pair in FORMATS]
MARKUP = "![x](https://evil.example/p.png) [Sign in](https://evil.example) @everyone <img src=x>"


def vendor_file(folder: Path, words: str) -> str:
    """Write a vendor file that says these words wherever a vendor may say something."""
    path = folder / "acme.yaml"
    text, short = words.replace("'", "''"), words[:70].replace("'", "''")
    path.write_text(
        f"""vendorcheck: vendor/1
vendor:
  {{name: 'A {text}', product: 'B {text}', plan: 'C {text}', owner: '{text}', contact: '{text}'}}
needs: [{{text: '{text}', must: true, met: "no"}}]
responses:
  request:
    version: "1.0"
    answers:
      people: {{answer: "12", note: '{text}'}}
      requester: {{answer: '{text}'}}
  sso:
    version: "1.0"
    answers:
      sso-protocol:
        answer: saml
        note: '{text}'
        plan: '{text}'
        price: '{text}'
        by: '{text}'
        evidence: [{{title: '{text}', url: "https://acme.example/a", dated: 2026-10-01}}]
      mfa: {{answer: none, mitigation: {{text: '{text}'}}}}
      scim: {{answer: "yes", disputed: '{text}'}}
decisions:
  - decision: approve-with-conditions
    by: '{text}'
    decided_on: 2026-11-03
    advice: '{text}'
    conditions:
      - {{text: '{text}', owner: '{text}', before: '{text}', due: 2026-11-10}}
      - {{text: '{text}', owner: '{text}', before: '{text}', due: 2026-12-01}}
      - {{text: '{text}', done_on: 2026-11-04, done_by: '{text}'}}
changes:
  - {{what: '{short}', text: '{text}', object_by: 2026-11-10, affects: [sso/scim]}}
  - {{what: '{short}', text: '{text}', object_by: 2026-12-01}}
contract: {{notice_by: 2026-12-01, yearly_cost: '{text}'}}
""",
        encoding="utf-8",
    )
    return str(path)


def highest_tower(text: str) -> int:
    highest = height = 0
    for character in text:
        height = height + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        highest = max(highest, height)
    return highest


@pytest.mark.slow
@pytest.mark.parametrize(("command", "form"), FORMATS, ids=FORMAT_NAMES)
def test_no_format_of_a_report_has_a_tower(tmp_path: Path, command: str, form: str) -> None:
    path = vendor_file(tmp_path, TOWER)
    done = run(command, path, "--no-input", "--format", form, *DAY)
    assert done.exit_code == 0, done.stderr
    assert highest_tower(done.stdout) <= 4
    assert highest_tower(done.stderr) <= 4


@pytest.mark.parametrize("form", DIAGNOSTICS)
def test_no_format_of_problems_has_a_tower(tmp_path: Path, form: str) -> None:
    path = tmp_path / ("e" + "\u0301" * 9 + ".yaml")
    path.write_text(
        f"vendorcheck: vendor/1\nvendor: {{name: A, {TOWER[:4000]}: B, plan: {TOWER[:4000]}}}\n",
        encoding="utf-8",
    )
    done = run("validate", str(path), "--format", form)
    assert done.exit_code == 1
    assert highest_tower(done.stdout) <= 4


COMMANDS_TO_CI = re.compile(r"^\s*::|##\[|##\w+\[", re.MULTILINE)
TEXT_FORMATS = [(command, form) for command, form in FORMATS if form != "json"]
TEXT_FORMAT_NAMES = ["-".join(pair) for pair in TEXT_FORMATS]


@pytest.mark.parametrize(("command", "form"), TEXT_FORMATS, ids=TEXT_FORMAT_NAMES)
def test_no_file_that_is_shown_in_ci_commands_it(tmp_path: Path, command: str, form: str) -> None:
    words = f"{COMMAND} {'x' * 60} {f'{COMMAND} ' * 12}"  # some of them begin a wrapped line
    path, output = vendor_file(tmp_path, words), tmp_path / "report"
    done = run(command, path, "--no-input", "--format", form, "-o", str(output), *DAY)
    assert done.exit_code == 0, done.stderr
    text = output.read_text("utf-8")
    assert "gotcha" in text
    assert not COMMANDS_TO_CI.search(text)


@pytest.mark.parametrize("words", [f"{COMMAND} {'x' * 60} {f'{COMMAND} ' * 12}", TOWER, MARKUP])
def test_no_view_commands_ci_has_a_tower_or_is_markup(tmp_path: Path, words: str) -> None:
    path, folder = vendor_file(tmp_path, words), f"{tmp_path}/out/"
    for options in ((), ("--format", "summary")):
        done = run("assess", path, "--no-input", *options, "-o", folder, *DAY)
        assert done.exit_code == 0, done.stderr
    texts = {file.name: file.read_text("utf-8") for file in Path(folder).iterdir()}
    assert {f"acme-{view}.md" for view in VIEWS} <= texts.keys()
    assert [name for name, text in texts.items() if COMMANDS_TO_CI.search(text)] == []
    assert [name for name, text in texts.items() if highest_tower(text) > 4] == []
    for view in VIEWS:
        html = MarkdownIt("gfm-like", {"html": True}).render(texts[f"acme-{view}.md"])
        assert not re.search(r"<(?:img|script|a href=\"https://evil)", html), view
        assert "@everyone" not in texts[f"acme-{view}.md"]


def test_json_holds_no_command_either(tmp_path: Path) -> None:
    path, output = vendor_file(tmp_path, COMMAND), tmp_path / "report"
    run("assess", path, "--no-input", "--format", "json", "-o", str(output), *DAY)
    assert not COMMANDS_TO_CI.search(output.read_text("utf-8"))


@pytest.mark.parametrize("command", ["assess", "precheck"])
def test_a_message_is_no_markup(tmp_path: Path, command: str) -> None:
    path = vendor_file(tmp_path, MARKUP)
    message = run(command, path, "--no-input", "--format", "questions", *DAY).stdout
    html = MarkdownIt("gfm-like", {"html": True}).render(message)
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= {"p", "ol", "ul", "li", "h2", "hr"}
    assert "@everyone" not in message
    assert "\\" not in message
    assert message.replace("\u200b", "").startswith("Subject: Questions about B ![x](https")


def test_the_message_of_the_hostile_case_is_no_markup() -> None:
    message = REPORTS["questions"].render(assessed("hostile"), Display())
    html = MarkdownIt("gfm-like", {"html": True}).render(message)
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= {"p", "ol", "ul", "li", "h2", "hr"}


def test_the_real_host_stands_beside_each_link(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_text(
        """vendorcheck: vendor/1
vendor: {name: Acme, website: "https://acme.example.evil.example/acme.example"}
responses:
  sso:
    version: "1.0"
    answers:
      sso-protocol:
        answer: saml
        evidence:
          - {title: "https://acme.example", url: "https://evil.example/a", dated: 2026-10-01}
          - {title: acme.example, url: "mailto:a@mail.evil.example", dated: 2026-10-01}
""",
        encoding="utf-8",
    )
    arguments = ("assess", str(path), "--no-input", "-q", "sso", *DAY, "--format")
    html = run(*arguments, "html").stdout
    links = re.findall(r'<a href="(?:https?|mailto)[^>]*>([^<]*)</a> <small[^>]*>([^<]*)<', html)
    assert len(links) == html.count('<a href="http') + html.count('<a href="mailto') == 3
    assert [host for _, host in links] == [
        "(acme.example.evil.example)",
        "(evil.example)",
        "(mail.evil.example)",
    ]
    markdown = run(*arguments, "markdown").stdout.replace("\u200b", "")
    assert "(https://evil.example/a) (evil.example)" in markdown
    assert "(mailto:a@mail.evil.example) (mail.evil.example)" in markdown
    assert "[acme.example.evil.example](https://acme.example.evil.example/" in markdown


def test_github_gets_no_markup_but_folds(tmp_path: Path) -> None:
    path = vendor_file(tmp_path, MARKUP)
    text = run("assess", path, "--no-input", "--format", "github", *DAY).stdout
    tokens = MarkdownIt("gfm-like", {"html": True}).parse(text)
    raw = [
        token.content.strip()
        for block in tokens
        for token in (block, *(block.children or ()))
        if token.type in {"html_block", "html_inline"}
    ]
    assert raw
    for html in raw:
        assert re.fullmatch(r"<details>\n<summary>[^<>]*</summary>|</details>", html), html
    assert not re.search(r"!\[|\]\(https://evil|@everyone", text)
    # Backslashes escape nothing within the summary of a fold.
    title = "a_b <img src=x> & @everyone"
    summary = markdown_environment().from_string("{{ title | in_html }}").render(title=title)
    assert summary == "a_b &lt;img src=x&gt; &amp; @\u200beveryone"
