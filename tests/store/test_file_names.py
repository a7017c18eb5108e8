"""File names are hostile: what we print of them, and what is pasted into a shell."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st
from typer.testing import CliRunner

from running import on_screen
from vendorcheck.cli._app import app
from vendorcheck.interview.journal import (
    Journal,
    journal_path,
    make_journal_header,
    unfinished_interview,
)
from vendorcheck.store import files
from vendorcheck.store.temporary import make_temporary_name, shorten_file_name
from vendorcheck.text.safe import build_command_line, path_for_display, quote_shell_argument

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")

BASH = shutil.which("bash") or "bash"
WARNED = """\
vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  sso: {version: "0.9", answers: {sso-protocol: none}}
"""
NAMES = (
    "x\n::error file=a::pwned.yaml",
    "x\r::error::pwned.yaml",
    "::error::pwned.yaml",
    "e\x1b[31mRED\u202e.yaml",
    "##[error]pwned.yaml",
    "##vso[task.complete result=Failed]a.yaml",
    'two  spaces and it\'s "quoted" $(id) `id` \\ !.yaml',
    "-q.yaml",
    "\udcff\u2028\u200b.yaml",
    "Büro 名.yaml",
)
NAME = st.text(
    st.one_of(st.characters(exclude_characters="\0"), st.sampled_from("'\\#[ \n\r\t\x1b\u202e:a")),
    min_size=1,
)
# What GitHub and Azure would take for a command, and what a terminal would obey.
STEERING = re.compile(
    rb"^\s*::|##\w*\[|[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\x8b\xa8\xae]", re.MULTILINE
)


def run(
    folder: Path, *arguments: str, text: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "vendorcheck", *arguments],
        cwd=folder,
        env=os.environ | {"NO_COLOR": "1", "VENDORCHECK_POLICY": ""},
        input=(text or "").encode(),
        capture_output=True,
        check=False,
    )


def shown_at_a_terminal(folder: Path, *arguments: str) -> bytes:
    """What a person sees, each line's end as in a file."""
    environ = os.environ | {"NO_COLOR": "1", "VENDORCHECK_POLICY": "", "TERM": "xterm"}
    done = on_screen(*arguments, environ=environ, folder=folder)
    return done.text.encode("utf-8", "surrogateescape")


def argument_of(command: bytes) -> bytes:
    """The last argument of a command that a person pastes into bash."""
    shell = b'vendorcheck() { printf "%s" "${@: -1}"; }\n' + command
    return subprocess.run([BASH, "-c", shell], capture_output=True, check=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [*NAMES[:2], *(pytest.param(name, marks=pytest.mark.slow) for name in NAMES[2:])]
)
def test_a_file_name_steers_neither_a_log_nor_a_terminal_and_can_be_pasted(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text(WARNED, encoding="utf-8")
    path = f"./{name}" if name.startswith("-") else name
    done = run(tmp_path, "assess", path, "--no-input", "-o", "report.md")
    assert (done.returncode, STEERING.search(done.stderr)) == (0, None)
    (command,) = re.findall(rb"1 warning about the file: (vendorcheck validate .*)", done.stderr)
    assert argument_of(command) == os.fsencode(path)
    seen = shown_at_a_terminal(tmp_path, "assess", path, "--no-input", "--as-of", "2026-11-22")
    assert STEERING.search(seen) is None
    (command,) = re.findall(
        rb"Next: (vendorcheck assess .*) --as-of 2026-11-22 --no-input -o report.html", seen
    )
    assert argument_of(command) == os.fsencode(path)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_whatever_names_a_file_names_it_in_one_safe_line(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acme.yaml").write_text(WARNED, encoding="utf-8")
    path = f"./{name}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "broken.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: [\n", encoding="utf-8"
    )
    for arguments in (
        ("assess", f"{path}.none", "--no-input"),
        ("assess", path, "--no-input"),
        ("assess", "acme.yaml", "-o", f"{path}/none/x.json"),
        ("assess", "acme.yaml", "-o", f"{path}/x.txt"),
        ("assess", "acme.yaml", "-q", f"{path}.yaml"),
        ("assess", "acme.yaml", "--policy", f"{path}.yaml"),
        ("precheck", f"{path}.none", "--no-input"),
        ("precheck", "acme.yaml", "-o", f"{path}/x.txt2"),
        ("precheck", "acme.yaml", "-o", f"{path}/x.txt"),
        ("new", "vendor", "Acme", "-o", f"{path}/new.yaml"),
        ("new", "vendor", "Acme", "-o", f"{path}/new.yaml"),
        ("schema", "vendor", "-o", f"{path}/none/x.json"),
        ("validate", path),
        ("validate", f"{path}.none"),
        ("show", f"{path}.yaml"),
    ):
        done = CliRunner().invoke(app, arguments, env={"NO_COLOR": "1", "VENDORCHECK_POLICY": ""})
        assert STEERING.search(done.output_bytes) is None, arguments
        assert done.exit_code in {0, 1, 2}, arguments


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["--x##[error]\u202e", "x\n::error::pwned", "--\x1b[31m\r::error::pwned"]
)
def test_a_mistaken_argument_steers_nothing(tmp_path: Path, name: str) -> None:
    for arguments in (
        ("assess", "a", name),
        (name,),
        ("explain", name),
        ("assess", "a", f"--format={name}"),
    ):
        done = run(tmp_path, *arguments)
        assert (done.returncode, STEERING.search(done.stdout + done.stderr)) == (2, None), arguments


LONG = {
    "Chinese": "名" * 78,
    "Cyrillic": "я" * 122,
    "ASCII": "x" * 250,
    "no UTF-8": "\udcff" * 200,
    "mixed": "x" + "😀" * 61,
}


@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
def test_a_file_whose_name_is_as_long_as_can_be_is_saved_and_interviewed(
    tmp_path: Path, name: str
) -> None:
    path = str(tmp_path / f"{name}.yaml")
    files.write_file(path, WARNED, force=False)
    assert files.replace_if_unchanged(path, b"new", WARNED.encode())
    beside = files.write_beside(path, b"mine")
    assert (beside.endswith(".mine-1.yaml"), Path(beside).read_bytes()) == (True, b"mine")
    with Journal.open(path, make_journal_header(b"new", {}, 1, date(2026, 11, 22))) as journal:
        journal.append({"question": "sso/mfa", "answer": "yes"})
        assert journal.path == journal_path(path)
    found = unfinished_interview(path)
    assert found is not None
    assert found.answered_count == 1


def test_two_long_names_share_no_journal_and_short_ones_keep_theirs(tmp_path: Path) -> None:
    same = "я" * 120
    assert journal_path(f"{same}1.yaml") != journal_path(f"{same}2.yaml")
    assert journal_path(str(tmp_path / ("x" * 240))) == str(tmp_path / f".{'x' * 240}.journal")
    assert all(len(os.fsencode(make_temporary_name(name))) <= 122 for name in LONG.values())


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.integers(17, 300))
def test_a_shortened_name_is_whole_characters_within_its_bytes(name: str, most: int) -> None:
    found = shorten_file_name(name, most)
    assert len(found.encode()) <= most
    assert found == name or name.startswith(found[:-17])
    assert shorten_file_name(f"{name}{'x' * most}", most) != shorten_file_name(
        f"{name}{'x' * most}y", most
    )


@given(NAME)
@example("::error")
@example("a#" + "#" * 3 + "[")
def test_a_name_is_one_visible_line(name: str) -> None:
    shown = path_for_display(name)
    assert path_for_display(shown) == shown
    assert not set(shown) & set("\n\r\t\x1b\u202e\u2028")
    assert STEERING.search(shown.encode("utf-8", "replace")) is None


def test_a_shell_gives_back_what_was_quoted() -> None:
    names = [*NAMES, "", " ", "a\\", "'", "\\x41", "é\x01f", "#" * 4 + "[", "\t", "~", "*", "$HOME"]
    script = "printf '%s\\0' " + " ".join(quote_shell_argument(name) for name in names)
    done = subprocess.run([BASH, "-c", script.encode()], capture_output=True, check=True)
    assert done.stdout.split(b"\0")[:-1] == [os.fsencode(name) for name in names]


@given(NAME)
def test_what_is_pasted_is_one_visible_line(name: str) -> None:
    shown = quote_shell_argument(name)
    assert path_for_display(f"vendorcheck {shown}") == f"vendorcheck {shown}"
    assert "  " not in shown


def test_a_command_line() -> None:
    assert (
        build_command_line("assess", "a b.yaml", options=("-q", "./q.yaml"))
        == "vendorcheck assess 'a b.yaml' -q ./q.yaml"
    )
    assert build_command_line("validate", "-x.yaml", "-") == "vendorcheck validate ./-x.yaml -"
