"""No message shows anything of a file that is not ours, or behind a link out of its folder."""

from pathlib import Path

import pytest

from running import run
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.validation.diagnostics import DIAGNOSTICS

HIDDEN = "hunter2"
# Each is wrong in another way, and each message of its problems would quote the file.
CONTENTS = {
    "words": f"{HIDDEN}: a b\n",
    "no YAML": f"{HIDDEN}: [a\n{HIDDEN} }}\n",
    "environment": f"PATH=/bin\0TOKEN={HIDDEN}\0",
    "anchor": f"a: &{HIDDEN} b\nc: *{HIDDEN}\n",
    "twice": f"{HIDDEN}: 1\n{HIDDEN}: 2\n",
    "list": f"- {HIDDEN}\n",
    "text": HIDDEN,
    "control": f"a: \x1b{HIDDEN}\n",
    "latin-1": f"ä: {HIDDEN}\n".encode("latin-1"),
    "empty": "",
}
OURS = f"vendorcheck: vendor/1\nvendor: {{name: A, {HIDDEN}: 1}}\n{HIDDEN}: [x\n"
OURS_READABLE = f"vendorcheck: vendor/1\nvendor: {{name: A, {HIDDEN}: 1}}\n{HIDDEN}: x\n"
POLICY = f'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\n{HIDDEN}: x\n'
QUESTIONS = f'vendorcheck: questionnaire/1\nid: q\nversion: "1"\ntitle: Q\n{HIDDEN}: x\n'
NOT_OURS = 'nothing of it is shown, since it has no key "vendorcheck"'
LINK = "nothing of it is shown, since it is a link that leads out of its folder"


def write(path: Path, content: str | bytes) -> None:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "here"
    (here / "sub").mkdir(parents=True)
    monkeypatch.chdir(here)
    write(here / "good.yaml", "vendorcheck: vendor/1\nvendor: {name: Acme}\n")
    return here


# One format quickly, the others as well where there is time: they get the same problems.
FORMS = [
    pytest.param(form, marks=() if form == "text" else pytest.mark.slow) for form in DIAGNOSTICS
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_of_a_file_without_our_key(
    folder: Path, content: str | bytes, suffix: str, form: str
) -> None:
    write(folder / f"x{suffix}", content)
    done = run("validate", f"x{suffix}", "--format", form)
    assert done.exit_code == ExitCode.NEGATIVE_RESULT
    assert HIDDEN not in done.stdout + done.stderr
    assert f"x{suffix}" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess", "x.yaml", "--no-input"),
        ("precheck", "x.yaml", "--no-input"),
        ("show", "./x.yaml"),
        ("assess", "good.yaml", "--no-input", "-q", "./x.yaml"),
        ("assess", "good.yaml", "--no-input", "--policy", "./x.yaml"),
        ("precheck", "good.yaml", "--no-input", "--policy", "./x.yaml"),
        ("schema", "vendor", "-q", "./x.yaml"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("content", [CONTENTS[name] for name in ("words", "no YAML")])
def test_nor_does_another_command_show_it(
    folder: Path, content: str | bytes, arguments: tuple[str, ...]
) -> None:
    write(folder / "x.yaml", content)
    done = run(*arguments)
    assert done.exit_code == ExitCode.ERROR
    assert HIDDEN not in done.stdout + done.stderr
    assert "x.yaml:1:" in done.stderr or "x.yaml:2:" in done.stderr


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("content", [OURS, OURS_READABLE, POLICY, QUESTIONS])
def test_of_a_file_behind_a_link_out_of_the_folder(folder: Path, content: str, form: str) -> None:
    write(folder.parent / "secret.yaml", content)
    (folder / "sub" / "x.yaml").symlink_to("../../secret.yaml")
    for path in ("sub/x.yaml", "sub", "."):
        done = run("validate", path, "--format", form)
        assert done.exit_code == ExitCode.NEGATIVE_RESULT
        assert HIDDEN not in done.stdout + done.stderr
        assert "sub/x.yaml" in done.stdout
        assert form == "github" or LINK in done.stdout
    # Whoever names the file itself sees what is wrong with it.
    assert HIDDEN in run("validate", str(folder.parent / "secret.yaml")).stdout


def test_a_link_within_the_folder_that_is_walked_is_shown(folder: Path) -> None:
    write(folder / "acme.yaml", OURS_READABLE)
    (folder / "sub" / "x.yaml").symlink_to("../acme.yaml")
    assert HIDDEN in run("validate", ".").stdout
    # Named itself, or with its folder, it leads out of that.
    assert HIDDEN not in run("validate", "sub/x.yaml").stdout
    assert HIDDEN not in run("validate", "sub").stdout


@pytest.mark.parametrize(
    ("content", "arguments"),
    [
        (OURS_READABLE, ("assess", "x.yaml", "--no-input")),
        (OURS_READABLE, ("precheck", "x.yaml", "--no-input")),
        (QUESTIONS, ("show", "./x.yaml")),
        (QUESTIONS, ("assess", "good.yaml", "--no-input", "-q", "./x.yaml")),
        (POLICY, ("assess", "good.yaml", "--no-input", "--policy", "./x.yaml")),
    ],
)
def test_nor_does_another_command_show_what_is_behind_a_link(
    folder: Path, content: str, arguments: tuple[str, ...]
) -> None:
    write(folder.parent / "secret.yaml", content)
    (folder / "x.yaml").symlink_to("../secret.yaml")
    done = run(*arguments)
    assert done.exit_code == ExitCode.ERROR
    assert HIDDEN not in done.stdout + done.stderr
    assert LINK in done.stderr


def test_the_environment_is_never_shown(folder: Path) -> None:
    (folder / "sh.yaml").symlink_to("/proc/self/environ")
    for path in ("sh.yaml", "/proc/self/environ", "."):
        done = run("validate", path, TOKEN=HIDDEN)
        assert HIDDEN not in done.stdout + done.stderr
        assert "PATH" not in done.stdout


def test_standard_input_is_a_file_like_others() -> None:
    done = run("validate", "-", text=f"{HIDDEN}: [a\n")
    assert HIDDEN not in done.stdout
    assert NOT_OURS in done.stdout


def test_of_our_own_files_the_line_is_shown(folder: Path) -> None:
    write(folder / "acme.yaml", OURS_READABLE)
    assert f"3 | {HIDDEN}: x" in run("validate", "acme.yaml").stdout
    assert f"3 | {HIDDEN}: x" in run("assess", "acme.yaml", "--no-input").stderr
