"""The hook that other repositories use checks the whole tree.

Files are checked against each other.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from locations import REPOSITORY
from running import run

HOOKS = REPOSITORY / ".pre-commit-hooks.yaml"
TREE = {
    "questionnaires/leaving.yaml": """\
vendorcheck: questionnaire/1
id: leaving
version: "1.0"
title: Leaving
sections:
- id: s
  title: S
  questions:
  - {id: export, type: yes_no, ask: Is there an export?, finding: No export, remedy: Have one.}
""",
    "ours.yaml": """\
vendorcheck: policy/1
id: ours
version: "1"
title: Ours
questionnaires: [questionnaires/leaving.yaml]
tiers:
- {id: all, title: All, questionnaires: [sso, leaving]}
""",
    "vendors/acme.yaml": """\
vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  leaving: {version: "1.0", answers: {export: "no"}}
""",
    "docker-compose.yaml": "services: {}\n",
}


@pytest.fixture
def hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    for name, text in TREE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    (found,) = yaml.safe_load(HOOKS.read_text())
    assert isinstance(found, dict)
    return found


def hooked(hook: dict[str, object]) -> tuple[int, str]:
    """Its exit code and what it tells, run as pre-commit does."""
    program, *words = str(hook["entry"]).split()
    arguments = hook["args"]
    assert program == "vendorcheck"
    assert isinstance(arguments, list)
    done = run(*words, *arguments)
    return done.exit_code, done.stdout


def test_it_is_given_no_files_and_runs_once(hook: dict[str, object]) -> None:
    assert (hook["pass_filenames"], hook["require_serial"]) == (False, True)


def test_files_in_separate_folders_are_held_against_each_other(hook: dict[str, object]) -> None:
    assert hooked(hook) == (
        0,
        "Checked 3 files, skipped 1 that is not vendorcheck's: no problems.\n",
    )


def test_a_changed_questionnaire_is_held_against_the_vendor_files(hook: dict[str, object]) -> None:
    path = Path("questionnaires/leaving.yaml")
    path.write_text(path.read_text().replace("id: export", "id: exports"))
    code, told = hooked(hook)
    assert code == 1
    assert re.findall(r"(\S+):\d+:\d+: error\[(.*?)\]", told) == [
        ("vendors/acme.yaml", "unknown-question")
    ]


def test_a_deleted_questionnaire_is_missed_by_the_vendor_files(hook: dict[str, object]) -> None:
    # No pattern of file names sees what is deleted.
    assert (hook["always_run"], hook.keys() & {"files", "types", "types_or"}) == (True, set())
    Path("questionnaires/leaving.yaml").unlink()
    code, told = hooked(hook)
    assert code == 1
    assert re.findall(r"(\S+):\d+:\d+: error\[(.*?)\]", told) == [
        ("ours.yaml", "file-not-found"),
        ("ours.yaml", "unknown-questionnaire"),
        ("vendors/acme.yaml", "unknown-questionnaire"),
    ]


def test_files_in_hidden_folders_are_checked(hook: dict[str, object]) -> None:
    Path(".procurement").mkdir()
    Path(".procurement/a.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: A}\nfoo: 1\n")
    code, told = hooked(hook)
    assert (code, ".procurement/a.yaml:3:1: error[unknown-key]" in told) == (1, True)


@pytest.mark.slow
@pytest.mark.skipif(not (REPOSITORY / ".git").exists(), reason="the hook is installed from git")
def test_it_runs_with_prek_as_with_pre_commit(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    # The packages come from wherever this machine takes them.
    # The rest of its configuration stays out.
    environment = {**os.environ, "HOME": str(tmp_path), "PREK_HOME": str(tmp_path / "prek")}

    def git(*words: str, cwd: Path = folder) -> str:
        done = subprocess.run(
            ["git", *words], cwd=cwd, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    git("init", "--quiet")
    (folder / "a.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\nfoo: 1\n")
    environment |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory"}
    environment["GIT_CONFIG_VALUE_0"] = "*"
    revision = git("rev-parse", "HEAD", cwd=REPOSITORY)
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos: [{{repo: {REPOSITORY}, rev: {revision}, hooks: [{{id: vendorcheck-validate}}]}}]\n"
    )
    git("add", "--all")
    prek = Path(sys.executable).parent / "prek"
    done = subprocess.run(
        [prek, "run", "--all-files"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "a.yaml:3:1: error[unknown-key]" in done.stdout
