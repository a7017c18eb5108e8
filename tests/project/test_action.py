"""The GitHub Action: its steps run in a shell, and no input becomes part of a script."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from locations import REPOSITORY

ACTION: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
SCRIPTS = [step for step in STEPS if "run" in step]
GOOD = "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
BAD = "vendorcheck: vendor/1\nvendor: {name: Acme}\nfoo: 1\n"
WARNED = 'vendorcheck: vendor/1\nvendor: {name: Acme, website: "javascript:x"}\n'


def evaluated(text: str, inputs: dict[str, str]) -> str:
    """A value of `env` with its inputs put in, which is all that this action's expressions do."""
    return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: inputs[match[1]], text)


def run_script(
    step: dict[str, Any], folder: Path, temporary: Path, **given: str
) -> subprocess.CompletedProcess[str]:
    """Run one step's script in the shell, and with the options, of a runner."""
    inputs = {name: str(one["default"]) for name, one in ACTION["inputs"].items()}
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(temporary),
        "RUNNER_TEMP": str(temporary),
        "GITHUB_ACTION_PATH": str(REPOSITORY),
        **{name: evaluated(text, inputs) for name, text in step.get("env", {}).items()},
    }
    script = temporary / "script.sh"
    script.write_text(step["run"])
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "repository").mkdir()
    return tmp_path / "repository"


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """The runner's folder for temporary files, with this Python's vendorcheck installed in it."""
    installed = tmp_path / "temp" / "vendorcheck" / "bin"
    installed.mkdir(parents=True)
    (installed / "vendorcheck").symlink_to(Path(sys.executable).parent / "vendorcheck")
    return tmp_path / "temp"


CHECK = SCRIPTS[-1]


def test_what_others_wrote_is_pinned_to_a_commit() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", name) for name in used)


def test_no_expression_stands_in_a_script() -> None:
    assert [step["shell"] for step in SCRIPTS] == ["bash", "bash"]
    assert not any("${{" in step["run"] for step in SCRIPTS)


@pytest.mark.slow
def test_a_sound_repository_passes(folder: Path, temporary: Path) -> None:
    (folder / "a.yaml").write_text(GOOD)
    done = run_script(CHECK, folder, temporary)
    assert done.returncode == 0, done.stderr
    sarif = json.loads((temporary / "vendorcheck.sarif").read_text())
    assert sarif["runs"][0]["results"] == []


@pytest.mark.slow
def test_an_error_fails_the_step_and_is_an_annotation_and_in_the_sarif(
    folder: Path, temporary: Path
) -> None:
    (folder / "a.yaml").write_text(BAD)
    done = run_script(CHECK, folder, temporary)
    assert done.returncode == 1
    assert "::error file=a.yaml,line=3," in done.stdout
    sarif = json.loads((temporary / "vendorcheck.sarif").read_text())
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["unknown-key"]


@pytest.mark.slow
@pytest.mark.parametrize(("strict", "code"), [("false", 0), ("true", 1)])
def test_warnings_count_only_where_strict_is_true(
    folder: Path, temporary: Path, strict: str, code: int
) -> None:
    (folder / "a.yaml").write_text(WARNED)
    assert run_script(CHECK, folder, temporary, strict=strict).returncode == code


@pytest.mark.slow
def test_paths_are_one_a_line_and_may_hold_spaces(folder: Path, temporary: Path) -> None:
    (folder / "our vendors").mkdir()
    (folder / "our vendors" / "a.yaml").write_text(GOOD)
    (folder / "b.yaml").write_text(BAD)
    done = run_script(CHECK, folder, temporary, paths="our vendors\n\n")
    assert (done.returncode, "1 file" in done.stdout) == (0, True)
    done = run_script(CHECK, folder, temporary, paths="our vendors\nb.yaml")
    assert (done.returncode, "2 files" in done.stdout) == (1, True)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["$(touch pwned)", "`touch pwned`", "; touch pwned", "--help"])
def test_an_input_is_never_run(folder: Path, temporary: Path, name: str) -> None:
    (folder / "a.yaml").write_text(GOOD)
    done = run_script(CHECK, folder, temporary, paths=name, policy=name, strict=name)
    assert done.returncode == 2
    assert not (folder / "pwned").exists()


@pytest.mark.slow
def test_the_policy_that_is_named_counts(folder: Path, temporary: Path) -> None:
    (folder / "a.yaml").write_text(GOOD)
    done = run_script(CHECK, folder, temporary, policy="nowhere.yaml")
    assert (done.returncode, "nowhere.yaml" in done.stderr) == (2, True)


@pytest.mark.slow
def test_all_steps_from_the_installation_on(folder: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "fresh"
    temporary.mkdir()
    (folder / "a.yaml").write_text(BAD)
    codes = [run_script(step, folder, temporary).returncode for step in SCRIPTS]
    assert codes == [0, 1]
