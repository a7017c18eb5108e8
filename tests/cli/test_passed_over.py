"""Folders that are passed over hide no file of ours; a run that checks nothing is no success."""

import re
from pathlib import Path

import pytest
import yaml

from locations import REPOSITORY
from running import run
from vendorcheck.cli._exit_code import ExitCode

WRONG = "vendorcheck: vendor/1\nvendor: {name: Acme}\nfoo: 1\n"
GOOD = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
NOTHING = (
    "vendorcheck: there was nothing to check; name other files or folders, "
    "or pass --allow-empty if that is as it should be\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, text: str = WRONG) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("marker", ["CACHEDIR.TAG", "pyvenv.cfg"])
def test_a_marker_hides_nothing(folder: Path, marker: str) -> None:
    write("vendors/deep/acme.yaml")
    write("vendors/beta.yaml")
    write(f"vendors/{marker}", "")
    done = run("validate", ".")
    assert done.exit_code == ExitCode.ERROR
    assert done.stderr == NOTHING
    assert done.stdout == (
        "vendors/beta.yaml:1:1: warning[passed-over] this file was not checked: "
        f"the folder vendors is passed over because it holds {marker}\n"
        f"     help: delete vendors/{marker}, or name the folder itself: "
        "vendorcheck validate vendors\n"
        "\n"
        "Checked 0 files, passed over 1 folder: 1 warning.\n"
        "Explain one with: vendorcheck explain passed-over\n"
    )
    allowed = run("validate", ".", "--allow-empty")
    assert (allowed.exit_code, allowed.stderr) == (ExitCode.OK, "")
    assert run("validate", ".", "--allow-empty", "--strict").exit_code == ExitCode.NEGATIVE_RESULT
    # The hint is followed, both ways.
    assert run("validate", "vendors").exit_code == ExitCode.NEGATIVE_RESULT
    both = run("validate", ".", "vendors")
    assert "passed-over]" not in both.stdout
    assert "Checked 2 files, passed over 1 folder: 2 errors." in both.stdout
    (folder / "vendors" / marker).unlink()
    assert "Checked 2 files: 2 errors." in run("validate", ".").stdout


@pytest.mark.parametrize("name", [".git", ".hg", ".svn", "node_modules", "__pycache__"])
@pytest.mark.usefixtures("folder")
def test_a_name_hides_nothing(name: str) -> None:
    write(f"a/{name}/b/acme.json", '{\n  "vendor": {},\n  "vendorcheck": "vendor/1"\n}\n')
    write("good.yaml", GOOD)
    done = run("validate", ".")
    assert done.exit_code == ExitCode.OK
    assert (
        f"a/{name}/b/acme.json:1:1: warning[passed-over] this file was not checked: "
        f"the folder a/{name} is passed over because of its name\n"
        f"     help: move the file, or name the folder itself: vendorcheck validate a/{name}\n"
    ) in done.stdout
    assert "Checked 1 file, passed over 1 folder: 1 warning." in done.stdout
    assert run("validate", f"a/{name}").exit_code == ExitCode.NEGATIVE_RESULT


@pytest.mark.usefixtures("folder")
def test_a_broken_file_of_ours_is_not_hidden_either() -> None:
    write("cache/CACHEDIR.TAG", "")
    write("cache/acme.yaml", "# ours\nvendorcheck: vendor/1\nvendor: [\n")
    assert "cache/acme.yaml:1:1: warning[passed-over]" in run("validate", ".").stdout


@pytest.mark.usefixtures("folder")
def test_what_is_not_ours_is_only_counted() -> None:
    write("node_modules/x/package.json", '{"name": "vendorcheck"}')
    write(".venv/pyvenv.cfg", "")
    write(".venv/lib/python3.13/site-packages/vendorcheck/shipped/policies/default.yaml")
    write(".venv/lib/python3.13/site-packages/vendorcheck/cli/starters/vendor.yaml")
    write("cache/CACHEDIR.TAG", "")
    write("cache/x.yaml", "text: vendorcheck\n")
    write("cache/vendor.txt")
    write("good.yaml", GOOD)
    done = run("validate", ".", "--strict")
    assert done.exit_code == ExitCode.OK
    assert done.stdout == "Checked 1 file, passed over 3 folders: no problems.\n"


@pytest.mark.usefixtures("folder")
def test_links_to_folders_elsewhere_are_counted(tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    write(str(elsewhere / "acme.yaml"))
    write("a/good.yaml", GOOD)
    Path("out").symlink_to(elsewhere)
    Path("twin").symlink_to("a")
    assert run("validate", ".").stdout == "Checked 1 file, passed over 1 folder: no problems.\n"


@pytest.mark.usefixtures("folder")
def test_a_folder_that_cannot_be_looked_into_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    write("node_modules/a/acme.yaml")
    write("good.yaml", GOOD)
    real = os.scandir

    def locked(path: str) -> "os._ScandirIterator[str]":
        if path == "node_modules/a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", locked)
    assert run("validate", ".").stdout == "Checked 1 file, passed over 1 folder: no problems.\n"


@pytest.mark.parametrize("form", ["text", "github", "json", "gitlab", "sarif"])
@pytest.mark.usefixtures("folder")
def test_nothing_to_check_is_no_success(form: str) -> None:
    write("other.yaml", "a: b\n")
    write("near.yaml", "vendorchek: vendor/1\n")
    done = run("validate", ".", "--format", form)
    assert (done.exit_code, done.stderr) == (ExitCode.ERROR, NOTHING)
    allowed = run("validate", ".", "--format", form, "--allow-empty")
    assert (allowed.exit_code, allowed.stderr) == (ExitCode.OK, "")
    assert allowed.stdout == done.stdout


@pytest.mark.usefixtures("folder")
def test_the_hook_allows_it_whatever_arguments_are_set() -> None:
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    command = hook["entry"].split()
    assert command == ["vendorcheck", "validate", "--allow-empty"]
    assert run(*command[1:], *hook["args"]).exit_code == ExitCode.OK


def test_the_action_asks_for_it() -> None:
    action = (REPOSITORY / "action.yml").read_text("utf-8")
    assert yaml.safe_load(action)["inputs"]["allow-empty"]["default"] == "false"
    assert re.search(
        r'if \[ "\$INPUT_ALLOW_EMPTY" = true \]; then options\+=\(--allow-empty\); fi', action
    )
