"""Layouts as folders: before.yaml, answers.json, after.yaml.

Then what can't be written, and how a file is saved.
"""

import json
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Golden
from locations import CASES
from vendorcheck.document import _yaml
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.model.vendor_file import Answer
from vendorcheck.store import files
from vendorcheck.store.vendor_file_editor import (
    ANSWER_KEY_ORDER,
    new_vendor_file_text,
    save_vendor_file,
    update_vendor_file_text,
)

EDITS = sorted(path.parent for path in (CASES / "answers").glob("*/answers.json"))
OLD = b"vendorcheck: vendor/1\n"


@pytest.mark.parametrize("parser", sorted(_yaml.PARSERS))
@pytest.mark.parametrize("case", EDITS, ids=lambda case: case.name)
def test_case(case: Path, parser: str, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "parser_name", parser)
    before = next(case.glob("before.*"))
    given = json.loads((case / "answers.json").read_bytes())
    text = before.read_bytes().decode()
    after = update_vendor_file_text(
        text, given["answers"], versions=given["versions"], file=before.name
    )
    golden(before.with_stem("after"), after)
    assert (
        update_vendor_file_text(
            after, given["answers"], versions=given["versions"], file=before.name
        )
        == after
    )


def test_there_are_cases() -> None:
    assert len(EDITS) >= 40


def test_other_parsers_read_the_same_text() -> None:
    case = next(case for case in EDITS if case.name == "texts-that-need-quotes")
    given = json.loads((case / "answers.json").read_bytes())["answers"]
    read = yaml.safe_load((case / "after.yaml").read_bytes())["responses"]["sso"]["answers"]
    assert {f"sso/{name}": text for name, text in read.items()} == given


def test_every_part_of_an_answer_has_its_place() -> None:
    assert sorted(Answer.model_fields) == sorted(ANSWER_KEY_ORDER)


def test_parts_stand_in_their_order_and_unknown_ones_after_them() -> None:
    text = new_vendor_file_text(
        {"name": "Acme"}, {"sso/mfa": {"x": "1", "by": "us", "grade": "claimed", "answer": "a"}}, {}
    )
    assert re.findall(r"^ {8}(\w+):", text, re.MULTILINE) == ["answer", "grade", "by", "x"]


@pytest.mark.parametrize("file", ["acme.yaml", "acme.json"])
@pytest.mark.parametrize("answers", [{}, {"sso/mfa": "yes", "sso/scim": {"unknown": "true"}}])
def test_a_fresh_file(file: str, answers: dict[str, str], golden: Golden) -> None:
    text = new_vendor_file_text(
        {"name": "Acme: Müller & Co", "website": "https://acme.example"},
        answers,
        {"sso": "1.0"},
        file=file,
    )
    golden(EDITS[0].parent / f"fresh-{len(answers)}{Path(file).suffix}", text)


def test_nothing_to_do_leaves_the_text_as_it_is() -> None:
    text = "responses:\n  sso: {answers: {mfa: yes}}"
    assert update_vendor_file_text(text, {}, versions={}, file="acme.yaml") == text
    assert update_vendor_file_text(text, {"sso/mfa": "yes"}, versions={}, file="acme.yaml") == text
    assert (
        update_vendor_file_text("a: b", {"sso/mfa": None}, versions={}, file="acme.yaml") == "a: b"
    )


@pytest.mark.parametrize(
    "text",
    [
        "responses: no\n",
        "responses: [a]\n",
        "responses: {sso: no}\n",
        "responses:\n  sso:\n    answers: [a]\n",
    ],
)
def test_what_holds_no_answers(text: str) -> None:
    with pytest.raises(InvalidFile, match=r"acme\.yaml:\d+:\d+: keys and values are expected here"):
        update_vendor_file_text(text, {"sso/mfa": "yes"}, versions={}, file="acme.yaml")


@pytest.mark.parametrize(
    ("answer", "message"),
    [("\x1b[31m", "control"), ("\ud800", "half a character"), ("x" * 65_537, "65,537")],
)
def test_what_a_file_may_not_hold(answer: str, message: str) -> None:
    for given in (answer, {"note": answer}, {answer: "x"}):
        with pytest.raises(
            VendorcheckError,
            match=f"can't be written into acme.yaml: .*{message}.*; nothing was changed",
        ):
            update_vendor_file_text("a: b\n", {"sso/mfa": given}, versions={}, file="acme.yaml")
    with pytest.raises(VendorcheckError, match=message):
        new_vendor_file_text({"name": answer}, {}, {})


def test_a_text_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(InvalidFile):
        update_vendor_file_text("a: [", {"sso/mfa": "yes"}, versions={}, file="acme.yaml")
    with pytest.raises(InvalidFile, match="lone surrogate"):
        update_vendor_file_text("a: \ud800", {"sso/mfa": "yes"}, versions={}, file="acme.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "responses:\n  ? sso\n",
        "responses:\n  ? sso\n  : answers: {a: b}\n    x: y\n",
        "a: b\n? responses\n",
    ],
)
def test_what_nobody_writes_comes_out_right_or_not_at_all(text: str) -> None:
    before = parse_document(text.encode(), "acme.yaml").data
    try:
        after = update_vendor_file_text(text, {"sso/mfa": "yes"}, versions={}, file="acme.yaml")
    except VendorcheckError as error:
        assert "nothing was changed" in str(error)  # noqa: PT017 - either is right
    else:
        data: Any = parse_document(after.encode(), "acme.yaml").data
        assert data["responses"]["sso"]["answers"]["mfa"] == "yes"
        assert before.keys() <= data.keys()


def test_where_the_last_answer_is_removed_an_empty_mapping_stays() -> None:
    text = "responses:\n  sso:  # one\n    answers:\n      mfa: yes\nneeds: []\n"
    after = update_vendor_file_text(text, {"sso/mfa": None}, versions={}, file="acme.yaml")
    assert after == "responses:\n  sso:  # one\n    answers: {}\nneeds: []\n"


def test_a_misplaced_edit_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "vendorcheck.store.vendor_file_editor._opened_text.apply_edits", lambda text, _: text
    )
    with pytest.raises(VendorcheckError, match="nothing was changed"):
        update_vendor_file_text("a: b\n", {"sso/mfa": "yes"}, versions={}, file="acme.yaml")


def test_saving_creates_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    save_vendor_file(str(path), None, "a: b\n")
    save_vendor_file(str(path), b"a: b\n", "a: ü\r\n")
    assert path.read_bytes() == "a: ü\r\n".encode()
    save_vendor_file(str(path), b"a: b\n", "a: ü\r\n")  # it is there already, whoever did it
    assert os.listdir(tmp_path) == ["acme.yaml"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_stays(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "acme.yaml"
    path.write_bytes(OLD)
    path.chmod(mode)
    save_vendor_file(str(path), OLD, "new")
    assert stat.S_IMODE(path.stat().st_mode) == mode
    with pytest.raises(VendorcheckError):
        save_vendor_file(str(path), OLD, "newer")
    assert stat.S_IMODE((tmp_path / "acme.mine-1.yaml").stat().st_mode) == mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "acme.yaml", tmp_path / "link.yaml"
    target.write_bytes(OLD)
    link.symlink_to(target)
    save_vendor_file(str(link), OLD, "new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    with pytest.raises(VendorcheckError, match=r"link\.mine-1\.yaml"):
        save_vendor_file(str(link), OLD, "newer")
    assert (tmp_path / "link.mine-1.yaml").read_bytes() == b"newer"


@pytest.mark.parametrize("now", [b"theirs", b"", None])
def test_what_somebody_else_wrote_stays(tmp_path: Path, now: bytes | None) -> None:
    path = tmp_path / "acme.v1.yaml"
    if now is not None:
        path.write_bytes(now)
    for number in (1, 2):
        with pytest.raises(VendorcheckError, match=rf"acme\.v1\.mine-{number}\.yaml") as error:
            save_vendor_file(str(path), OLD, "mine")
        assert str(path) in str(error.value)
        assert (tmp_path / f"acme.v1.mine-{number}.yaml").read_bytes() == b"mine"
    assert (path.read_bytes() if path.exists() else None) == now
    assert not list(tmp_path.glob(".*"))


def test_a_file_that_appeared_stays(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    path.write_bytes(OLD)
    with pytest.raises(VendorcheckError, match="was changed by somebody else"):
        save_vendor_file(str(path), None, "mine")
    assert path.read_bytes() == OLD


def test_a_file_that_appears_in_the_last_moment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "acme.yaml"
    before = files._current_content  # noqa: SLF001 - the moment between is only there

    def theirs(name: str) -> bytes | None:
        content = before(name)
        path.write_bytes(b"theirs")
        return content

    monkeypatch.setattr(files, "_current_content", theirs)
    with pytest.raises(VendorcheckError, match="was changed by somebody else"):
        save_vendor_file(str(path), None, "mine")
    assert path.read_bytes() == b"theirs"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8"])
def test_the_encoding_stays(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "acme.yaml"
    old = "\ufeffa: ü\r\n".encode(encoding)
    path.write_bytes(old)
    text = parse_document(old, "acme.yaml").text
    save_vendor_file(
        str(path),
        old,
        update_vendor_file_text(text, {"sso/mfa": "yes"}, versions={}, file="acme.yaml"),
    )
    assert path.read_bytes().startswith(old)
    assert parse_document(path.read_bytes(), "acme.yaml").data["responses"] == {
        "sso": {"answers": {"mfa": "yes"}}
    }


def test_what_reads_differently_never_gets_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "acme.yaml"
    path.write_bytes(OLD)

    def damage(descriptor: int) -> None:
        os.ftruncate(descriptor, 1)

    monkeypatch.setattr(os, "fsync", damage)
    with pytest.raises(VendorcheckError, match="reads differently"):
        save_vendor_file(str(path), OLD, "new")
    assert path.read_bytes() == OLD
    assert os.listdir(tmp_path) == ["acme.yaml"]


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(VendorcheckError, match="there is no folder"):
        save_vendor_file(str(tmp_path / "none" / "acme.yaml"), None, "new")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(VendorcheckError, match="is a folder"):
        save_vendor_file(str(tmp_path), OLD, "new")


def test_write_protection_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "acme.yaml"
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(VendorcheckError, match="it is write-protected"):
        save_vendor_file(str(path), OLD, "new")
    assert path.read_bytes() == OLD


def test_where_nothing_can_be_put_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "acme.yaml"
    path.write_bytes(b"theirs")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "open", full)
    with pytest.raises(
        VendorcheckError, match=r"acme\.mine-1\.yaml can't be written: no space left on device"
    ):
        files.write_beside(str(path), b"mine")


@pytest.mark.parametrize("as_json", [False, True], ids=["yaml", "json"])
def test_decisions_changes_and_the_contract_stay_as_they_are(as_json: bool) -> None:
    """Answers are added above them; not a byte of them changes."""
    text = (CASES / "vendors" / "valid" / "full.yaml").read_text(encoding="utf-8")
    if as_json:
        data = parse_document(text.encode(), "full.yaml").data
        text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    record = text[text.index('"decisions"' if as_json else "decisions:") :]
    assert all(name in record for name in ("done_on", "done_by", "changes", "contract", "policy"))
    after = update_vendor_file_text(
        text,
        {"access/mfa": "no", "access/people": None, "use/people": "12", "more/new": "yes"},
        versions={"more": "1"},
        file="full.json" if as_json else "full.yaml",
    )
    assert after != text
    assert after.endswith(record)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_an_answer_takes_the_place_of_unknown_before_its_day(line_break: str) -> None:
    head = "vendorcheck: vendor/1\nvendor: {name: A}\nresponses:\n  sso:\n    answers:\n"
    before = head + "      scim:\n        unknown: true\n        as_of: 2026-01-01  # asked\n"
    after = head + (
        '      scim:\n        answer: "no"\n        source: vendor\n'
        '        as_of: "2026-11-30"  # asked\n        by: Jane Doe\n'
    )
    answer: dict[str, Any] = {"answer": "no", "source": "vendor", "as_of": "2026-11-30"}
    told = update_vendor_file_text(
        before.replace("\n", line_break),
        {"sso/scim": {**answer, "by": "Jane Doe"}},
        versions={},
        file="a.yaml",
    )
    assert told == after.replace("\n", line_break)
