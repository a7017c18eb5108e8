"""The form command: it writes a form, notes it in the log of the vendor file, and nothing else."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

from form_cases import FORM_CASES
from journals import event
from running import DAY, run
from vendorcheck.exchange.forms import REQUESTER_FORMS, FormFormat, RequesterForm
from vendorcheck.interview.journal import Journal, make_journal_header

POLICY = ("--policy", "policy.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copytree(FORM_CASES, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("output", ["form.yaml", "form.xlsx", "FORM.XLSX"])
def test_the_suffix_decides_the_form_and_the_log_gets_an_entry(folder: Path, output: str) -> None:
    before = (folder / "acme.yaml").read_text(encoding="utf-8")
    done = run("form", "acme.yaml", *POLICY, *DAY, "-o", output)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        f"Wrote {output}\n"
        "4 questions: Tools, people & places; 2 answers are filled in\n"
        f"Once it comes back: vendorcheck import {output} --into acme.yaml --policy policy.yaml\n"
    )
    digest = sha256((folder / output).read_bytes()).hexdigest()
    assert (folder / "acme.yaml").read_text(encoding="utf-8") == (
        f'{before}log:\n  - sent: form\n    "on": "2026-11-22"\n    digest: "{digest}"\n'
        if not digest[0].isalpha()
        else f'{before}log:\n  - sent: form\n    "on": "2026-11-22"\n    digest: {digest}\n'
    )
    assert run("validate", "acme.yaml", *POLICY, *DAY).exit_code == 0


def test_of_a_page_the_file_comes_back_that_it_gives(folder: Path) -> None:
    done = run("form", "acme.yaml", *POLICY, *DAY, "-o", "form.html")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        "Wrote form.html\n"
        "The vendor opens it in a browser, and sends back the file that Download answers gives. "
        "Many mail programs hold back an HTML file: send it in an archive, or as a link.\n"
        "4 questions: Tools, people & places; 2 answers are filled in\n"
        "Once it comes back: vendorcheck import acme-engage-answers.json --into acme.yaml "
        "--policy policy.yaml\n"
    )
    digest = sha256((folder / "form.html").read_bytes()).hexdigest()
    assert digest in (folder / "acme.yaml").read_text(encoding="utf-8")


def test_a_vendor_file_in_json_gets_its_entry_as_well(folder: Path) -> None:
    (folder / "new.json").write_text('{"vendorcheck": "vendor/1", "vendor": {"name": "New"}}')
    assert run("form", "new.json", *DAY, "-o", "new.yaml").exit_code == 0
    entry = json.loads((folder / "new.json").read_text(encoding="utf-8"))["log"]
    digest = sha256((folder / "new.yaml").read_bytes()).hexdigest()
    assert entry == [{"sent": "form", "on": "2026-11-22", "digest": digest}]


def test_a_second_form_is_logged_below_the_first(folder: Path) -> None:
    for output in ("a.yaml", "b.xlsx"):
        assert run("form", "acme.yaml", *POLICY, *DAY, "-o", output).exit_code == 0
    text = (folder / "acme.yaml").read_text(encoding="utf-8")
    assert text.count("sent: form") == 2
    assert text.count("log:") == 1


def test_standard_output_is_not_logged(folder: Path) -> None:
    before = (folder / "acme.yaml").read_bytes()
    done = run("form", "acme.yaml", *POLICY, *DAY, "-o", "-")
    assert done.exit_code == 0
    assert done.stdout.startswith("# Questions about Acme Engage by Acme\n")
    assert "Once it comes back: vendorcheck import FILE --into acme.yaml" in done.stderr
    assert (folder / "acme.yaml").read_bytes() == before


def test_from_standard_input_nothing_is_logged(folder: Path) -> None:
    text = (folder / "acme.yaml").read_text(encoding="utf-8")
    done = run("form", "-", *POLICY, *DAY, "-o", "form.yaml", text=text)
    assert done.exit_code == 0
    assert (folder / "form.yaml").exists()


def test_all_asks_what_is_answered_too_and_section_less(folder: Path) -> None:
    done = run("form", "acme.yaml", *POLICY, *DAY, "--all", "-o", "all.yaml")
    assert "11 questions: Tools, people & places; 7 answers are filled in\n" in done.stderr
    done = run("form", "acme.yaml", *POLICY, *DAY, "--section", "signing-in", "-o", "one.yaml")
    assert "1 question: Tools, people & places; 1 answer is filled in\n" in done.stderr
    (folder / "new.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: New}\n")
    done = run("form", "new.yaml", *DAY, "-q", "sso", "-o", "sso.yaml")
    assert done.exit_code == 0
    assert "questions: Single sign-on\n" in done.stderr


def test_the_command_that_takes_it_back_knows_questionnaires_of_ones_own(folder: Path) -> None:
    (folder / "new.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: New}\n")
    assert run("new", "questionnaire", "Own", "-o", "own.yaml").exit_code == 0
    done = run("form", "new.yaml", *DAY, "-q", "sso", "-q", "own.yaml", "-o", "back.yaml")
    assert "Once it comes back: vendorcheck import back.yaml --into new.yaml -q own.yaml\n" in (
        done.stderr
    )


def test_nothing_is_overwritten_without_force(folder: Path) -> None:
    (folder / "form.yaml").write_text("kept", encoding="utf-8")
    before = (folder / "acme.yaml").read_bytes()
    done = run("form", "acme.yaml", *POLICY, *DAY, "-o", "form.yaml")
    assert done.exit_code == 2
    assert (folder / "form.yaml").read_text(encoding="utf-8") == "kept"
    assert (folder / "acme.yaml").read_bytes() == before
    assert run("form", "acme.yaml", *POLICY, *DAY, "-o", "form.yaml", "--force").exit_code == 0
    assert (folder / "form.yaml").read_text(encoding="utf-8") != "kept"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("acme.yaml",), "say where to write the form: --output acme-form.xlsx"),
        (("-o", "a.xlsx"), "name the vendor file that the form is for: form VENDOR_FILE"),
        (
            ("acme.yaml", "-o", "a.pdf"),
            "the suffix of a.pdf names no form; end it in .html, .xlsx or .yaml",
        ),
        (("acme.yaml", "-o", "acme.yaml", "--force"), "acme.yaml is read here, and would be lost"),
        (("acme.yaml", "-q", "ours", "-o", "a.yaml"), '"ours" is answered by the requester'),
        (("acme.yaml", "--section", "nothing", "-o", "a.yaml"), 'no section "nothing" is asked'),
        (("acme.yaml", "--for", "us", "-o", "a.yaml"), '--for takes vendor or requester, not "us"'),
        (("missing.yaml", "-o", "a.yaml"), "missing.yaml"),
        (
            ("acme.yaml", "--for", "requester", "--all", "-o", "a.html"),
            "a form for the requester asks what the pre-check asks; leave out VENDOR_FILE, --all",
        ),
    ],
)
def test_what_can_not_be_done_is_said(
    folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    before = (folder / "acme.yaml").read_bytes()
    done = run("form", *arguments, *POLICY, *DAY)
    assert done.exit_code == 2
    assert message in done.stderr
    assert (folder / "acme.yaml").read_bytes() == before
    assert not list(folder.glob("a.*"))


def test_an_unfinished_interview_comes_first(folder: Path) -> None:
    content = (folder / "acme.yaml").read_bytes()
    header = make_journal_header(content, {"tools": "1.3"}, 11, date(2026, 11, 12))
    journal = Journal.open("acme.yaml", header)
    journal.append(event("tools/seats", "5"))
    journal.close()
    done = run("form", "acme.yaml", *POLICY, *DAY, "-o", "a.yaml")
    assert done.exit_code == 2
    assert "acme.yaml lacks 1 answer of an unfinished interview; go on with it first" in done.stderr
    assert (folder / "acme.yaml").read_bytes() == content
    assert not (folder / "a.yaml").exists()


def test_a_vendor_file_with_errors_gets_no_form(folder: Path) -> None:
    path = folder / "acme.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    done = run("form", "acme.yaml", *POLICY, *DAY, "-o", "a.yaml")
    assert done.exit_code == 2
    assert '"nonsense" means nothing here' in done.stderr
    assert not (folder / "a.yaml").exists()


def test_while_the_tier_is_not_known_it_is_said(folder: Path) -> None:
    (folder / "new.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: New}\n")
    done = run("form", "new.yaml", *DAY, "-o", "new.xlsx")
    assert done.exit_code == 0
    assert (
        "The tier is not known yet, and may ask more: answer the request first with" in done.stderr
    )


@pytest.fixture
def requester_form() -> Iterator[list[RequesterForm]]:
    """A form for the requester that the table holds for one test."""
    made: list[RequesterForm] = []

    def render(form: RequesterForm) -> bytes:
        made.append(form)
        return b"a page"

    entries = REQUESTER_FORMS._entries  # noqa: SLF001 - no form takes itself out of the table
    kept = dict(entries)
    entries.clear()
    entries["page"] = FormFormat("page", ".page", render, is_text=False)
    yield made
    entries.clear()
    entries.update(kept)


def test_a_form_for_the_requester_needs_no_vendor_file(
    folder: Path, requester_form: list[RequesterForm]
) -> None:
    done = run("form", "--for", "requester", *POLICY, *DAY, "-o", "ours.page")
    assert done.exit_code == 0
    first, rights, then = done.stderr.splitlines()
    assert first == "Wrote ours.page"
    assert rights.startswith("It is for our own people only, since it holds our rules.")
    assert then == (
        f"IT reads the file that comes from it with: vendorcheck precheck FILE {' '.join(POLICY)}"
    )
    assert (folder / "ours.page").read_bytes() == b"a page"
    (made,) = requester_form
    assert made.policy.id == "internal-policy"
    assert made.as_of.isoformat() == "2026-11-22"
    assert "tools" in made.library


def test_the_page_for_the_requester_is_one_html_file(folder: Path) -> None:
    done = run("form", "--for", "requester", *DAY, "-o", "precheck.html")
    assert done.exit_code == 0
    page = (folder / "precheck.html").read_text("utf-8")
    assert page.startswith("<!doctype html>\n")
    assert "Made by vendorcheck on Sun 22 Nov 2026" in page
    assert run("form", "--for", "requester", *DAY, "-o", "-").stdout == page
    assert run("form", "--for", "requester", "-o", "precheck.html").exit_code == 2
    assert run("form", "--for", "requester", "-o", "precheck.docx").exit_code == 2


def test_what_is_no_text_can_not_go_to_standard_output(
    folder: Path, requester_form: list[RequesterForm]
) -> None:
    assert (folder / "policy.yaml").exists()
    done = run("form", "--for", "requester", *POLICY, *DAY, "-o", "-")
    assert done.exit_code == 2
    assert "standard output can't take this form" in done.stderr
    assert requester_form == []
