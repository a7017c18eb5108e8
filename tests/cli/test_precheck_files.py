"""The letter and the brief beside the vendor file: written unasked, and never over a change."""

import os
from datetime import date
from pathlib import Path

import pytest

from vendorcheck.assessment.precheck.precheck import Precheck
from vendorcheck.assessment.precheck.run import run_precheck
from vendorcheck.cli._precheck_files import PrecheckFiles, write_precheck_files
from vendorcheck.document.document import parse_document
from vendorcheck.reports import Display
from vendorcheck.reports.brief import render_brief
from vendorcheck.store.case import prepare_case
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy

AS_OF = date(2026, 11, 23)  # a Monday
LATER = date(2026, 11, 25)
REQUEST = """\
vendorcheck: vendor/1
requested_on: 2026-11-20
vendor: {name: Acme}
responses:
  request:
    answers:
      requester: "Jane Doe, jane@ours.example"
      plan: Team
      seats: 12
      deployment: cloud
      data: [contacts]
      people: 50
      connections: [none]
      ai: "no"
      outage: nothing-much
"""


def look(as_of: date = AS_OF, extra: str = "") -> Precheck:
    library = Library()
    policy = load_policy(library, None)
    document = parse_document(f"{REQUEST}{extra}".encode(), "acme.yaml")
    case = prepare_case(library, document, policy_file=policy, chosen_ids=(), as_of=as_of)
    return run_precheck(case.assessor, case.vendor, as_of, case.tiering)


@pytest.fixture
def vendor_path(tmp_path: Path) -> str:
    return str(tmp_path / "acme.yaml")


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_both_are_written_and_named(tmp_path: Path, vendor_path: str) -> None:
    precheck = look()
    stem = vendor_path.removesuffix(".yaml")
    assert write_precheck_files(precheck, vendor_path) == PrecheckFiles(
        f"{stem}-letter.txt", f"{stem}-brief.md", ()
    )
    written = texts(tmp_path)
    assert written.keys() == {"acme-letter.txt", "acme-brief.md"}
    letter, brief = written["acme-letter.txt"], written["acme-brief.md"]
    assert letter.startswith("Subject: Questions about Acme\n")
    assert "\nPlease answer by Thu 26 Nov 2026." in letter
    assert letter.endswith("kind regards\nJane Doe\n")
    assert "- Asked for by: Jane Doe, jane@ours.example\n" in brief
    assert "- Asked for on: 2026-11-20\n" in brief
    assert "- Letter to the vendor: acme-letter.txt, to be answered by Thu 26 Nov 2026\n" in brief
    assert "## Open points\n\nFor the vendor:\n\n1. " in brief
    assert "For the requester:\n\n- " in brief


def test_the_brief_names_the_file_that_it_goes_on_with(tmp_path: Path) -> None:
    """It lies beside the brief, whose reader may sit anywhere."""
    write_precheck_files(look(), str(tmp_path / "nimbus crm.yaml"))
    assert "`vendorcheck assess 'nimbus crm.yaml'` asks" in texts(tmp_path)["nimbus crm-brief.md"]
    assert "`vendorcheck assess FILE` asks" in render_brief(look(), Display())
    hostile = render_brief(look(), Display(vendor_file="`[x](y).yaml"))
    assert "vendorcheck assess '\\`\\[x\\](y).yaml' asks" in hostile


def test_a_letter_of_an_earlier_day_is_named_and_stays(tmp_path: Path, vendor_path: str) -> None:
    write_precheck_files(look(), vendor_path)
    letter = texts(tmp_path)["acme-letter.txt"]
    files = write_precheck_files(look(LATER, GREEN), vendor_path)
    (remark,) = files.remarks
    assert remark.startswith("Nothing is open for the vendor any more: ")
    assert remark.endswith("acme-letter.txt is the letter of an earlier day.")
    assert files.letter == ""
    after = texts(tmp_path)
    assert after["acme-letter.txt"] == letter
    assert "Letter to the vendor" not in after["acme-brief.md"]


def test_the_same_again_changes_nothing(tmp_path: Path, vendor_path: str) -> None:
    write_precheck_files(look(), vendor_path)
    before = texts(tmp_path)
    assert write_precheck_files(look(), vendor_path).remarks == ()
    assert texts(tmp_path) == before


def test_a_letter_that_asks_the_same_keeps_its_day(tmp_path: Path, vendor_path: str) -> None:
    write_precheck_files(look(), vendor_path)
    letter = texts(tmp_path)["acme-letter.txt"]
    assert write_precheck_files(look(LATER), vendor_path).remarks == ()
    after = texts(tmp_path)
    assert after["acme-letter.txt"] == letter
    assert "Pre-check of 2026-11-25" in after["acme-brief.md"]
    assert "to be answered by Thu 26 Nov 2026" in after["acme-brief.md"]


def test_other_answers_make_new_ones(tmp_path: Path, vendor_path: str) -> None:
    write_precheck_files(look(), vendor_path)
    letter = texts(tmp_path)["acme-letter.txt"]
    for name in ("saml", "none"):
        extra = f"  sso:\n    answers: {{sso-protocol: {name}}}\n"
        assert write_precheck_files(look(LATER, extra), vendor_path).remarks == ()
        assert texts(tmp_path)["acme-letter.txt"] != letter
        letter = texts(tmp_path)["acme-letter.txt"]
    assert "Please answer by Mon 30 Nov 2026." in letter


EXTRA = "  sso:\n    answers: {sso-protocol: none}\n"


@pytest.mark.parametrize("name", ["acme-letter.txt", "acme-brief.md"])
def test_what_somebody_changed_stays(tmp_path: Path, vendor_path: str, name: str) -> None:
    write_precheck_files(look(), vendor_path)
    path = tmp_path / name
    changed = path.read_text("utf-8").replace("Acme", "Acme (ours)")
    path.write_text(changed, "utf-8")
    for _ in range(2):
        files = write_precheck_files(look(LATER, EXTRA), vendor_path)
        (remark,) = files.remarks
        assert f"{name} is not as it was written, and stays as it is: rename it" in remark
        assert path.read_text("utf-8") == changed
    path.rename(tmp_path / "old")
    assert write_precheck_files(look(LATER, EXTRA), vendor_path).remarks == ()
    assert "Acme (ours)" not in path.read_text("utf-8")


@pytest.mark.parametrize("name", ["acme-letter.txt", "acme-brief.md"])
@pytest.mark.parametrize("kind", ["file", "folder", "dangling link", "bytes"])
def test_what_was_there_before_stays(
    tmp_path: Path, vendor_path: str, name: str, kind: str
) -> None:
    path = tmp_path / name
    if kind == "file":
        path.write_text("Ours.")
    elif kind == "bytes":
        path.write_bytes(b"\xff\x00")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere")
    files = write_precheck_files(look(), vendor_path)
    assert [name in remark for remark in files.remarks] == [True]
    assert path.is_dir() or path.is_symlink() or path.read_bytes() in {b"Ours.", b"\xff\x00"}
    assert not (tmp_path / "nowhere").exists()


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    files = write_precheck_files(look(), str(tmp_path / "no-such" / "acme.yaml"))
    assert (files.letter, files.brief) == ("", "")
    assert [remark.startswith("there is no folder") for remark in files.remarks] == [True, True]


def test_an_equal_letter_counts_as_ours_again(tmp_path: Path, vendor_path: str) -> None:
    """Without the brief nobody knows any more who wrote the letter; its text tells."""
    write_precheck_files(look(), vendor_path)
    os.remove(tmp_path / "acme-brief.md")
    write_precheck_files(look(), vendor_path)
    assert write_precheck_files(look(LATER, EXTRA), vendor_path).remarks == ()


def test_a_green_light_needs_no_letter(tmp_path: Path, vendor_path: str) -> None:
    green = look(extra=GREEN)
    assert not green.has_letter
    files = write_precheck_files(green, vendor_path)
    assert (files.letter, list(texts(tmp_path))) == ("", ["acme-brief.md"])
    assert "Letter to the vendor" not in texts(tmp_path)["acme-brief.md"]


GREEN = """\
  sso: {answers: {sso-protocol: saml, mfa: always}}
  data-access-removal: {answers: {export-self-service: all, residency: chosen}}
  security: {answers: {certificates: [iso-27001]}}
  privacy: {answers: {processing-agreement: published}}
  ai: {answers: {training: excluded}}
"""
