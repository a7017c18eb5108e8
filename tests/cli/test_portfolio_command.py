"""The portfolio command: which files it takes, what it exits with, and where it writes."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from portfolios import BOARD, CRM, FILES, POLICY
from running import DAY, on_screen, run
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store import files


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three vendors, their policy, a questionnaire and something else."""
    place = tmp_path_factory.mktemp("portfolio")
    (place / "below").mkdir()
    (place / "below" / "board.yaml").write_text(BOARD, encoding="utf-8")
    for name in ("crm.yaml", "mail.yaml"):
        (place / name).write_text(FILES[name], encoding="utf-8")
    (place / "ours.yaml").write_text(POLICY, encoding="utf-8")
    (place / "other.yaml").write_text("kind: Deployment\n", encoding="utf-8")
    (place / "questionnaire.yaml").write_text(
        "vendorcheck: questionnaire/1\nid: [broken\n", encoding="utf-8"
    )
    return place


def options(folder: Path) -> tuple[str, ...]:
    return ("--policy", str(folder / "ours.yaml"), *DAY)


def test_a_folder_is_walked_and_other_files_are_passed_over(folder: Path) -> None:
    done = run("portfolio", str(folder), *options(folder), "--format", "json")
    assert done.exit_code == ExitCode.OK, done.stderr
    data = json.loads(done.stdout)
    names = [os.path.relpath(one["file"], folder) for one in data["vendors"]]
    assert names == ["below/board.yaml", "crm.yaml", "mail.yaml"]
    assert data["broken"] == []
    assert len(data["policy"]["sha256"]) == 64
    assert data["as_of"] == "2026-11-22"
    # A file that is named twice counts once.
    twice = run(
        "portfolio", str(folder / "crm.yaml"), str(folder), *options(folder), "--format", "json"
    )
    assert len(json.loads(twice.stdout)["vendors"]) == 3


def test_text_is_the_default_and_names_what_is_due(folder: Path) -> None:
    done = run("portfolio", str(folder), *options(folder), "--within", "30")
    assert done.stdout.startswith("3 vendors under the policy ours 3, 2026-11-22\n")
    assert "Within 30 days (2)" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("failing", "files", "code"),
    [
        (["overdue"], ["crm.yaml"], 1),
        (["overdue"], ["mail.yaml"], 0),
        (["lapsed"], ["crm.yaml"], 1),
        (["lapsed"], ["below/board.yaml"], 0),
        (["lapsed", "overdue"], ["below/board.yaml"], 1),
        (["do-not-approve"], ["."], 0),
        (["more-information-needed"], ["."], 1),
        (["approve-with-conditions"], ["crm.yaml"], 1),
        (["more-information-needed"], ["below/board.yaml"], 0),
    ],
)
def test_fail_on(folder: Path, failing: list[str], files: list[str], code: int) -> None:
    choices = [part for name in failing for part in ("--fail-on", name)]
    paths = [str(folder / name) for name in files]
    assert run("portfolio", *paths, *options(folder), *choices).exit_code == code


def test_a_broken_file_is_a_row_and_exits_with_2(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CRM, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(CRM.replace("mfa: {answer: enf", "mfa: {answer: unf"), "utf-8")
    (tmp_path / "c.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: [}\n", "utf-8")
    (tmp_path / "d.yaml").write_text('vendor: {}\n"vendorcheck": vendor/1\nx: [\n', "utf-8")
    done = run(
        "portfolio", str(tmp_path), *options(folder), "--format", "json", "--fail-on", "overdue"
    )
    assert done.exit_code == ExitCode.ERROR
    data = json.loads(done.stdout)
    assert [os.path.basename(one["file"]) for one in data["vendors"]] == ["a.yaml"]
    broken = {os.path.basename(one["file"]): one for one in data["broken"]}
    assert sorted(broken) == ["b.yaml", "c.yaml", "d.yaml"]
    assert broken["b.yaml"]["message"].startswith("line 23, column 21: ")
    assert "3 files could not be assessed; for all that is wrong: vendorcheck validate" in (
        done.stderr
    )


def test_a_file_that_can_not_be_read_is_a_row(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(BOARD, encoding="utf-8")
    read, times = files.read_file, Counter[str]()

    def read_sometimes(path: str, *limit: int) -> bytes:
        name = os.path.basename(path)
        times[name] += 1
        if name == "a.yaml" or (name == "b.yaml" and times[name] > 1):
            raise VendorcheckError(f"{name} went away")
        return read(path, *limit)

    monkeypatch.setattr(files, "read_file", read_sometimes)
    done = run("portfolio", str(tmp_path), *options(folder), "--format", "json")
    assert done.exit_code == ExitCode.ERROR
    messages = [one["message"] for one in json.loads(done.stdout)["broken"]]
    assert messages == ["a.yaml went away", "b.yaml went away"]
    named = run("portfolio", str(tmp_path / "a.yaml"), *options(folder))
    assert (named.stdout, "a.yaml went away" in named.stderr) == ("", True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-"], "portfolio reads files and folders, not standard input"),
        (["below", "--fail-on", "never"], "--fail-on takes overdue, lapsed, approve, "),
        (["ours.yaml"], "there is no vendor file among these paths"),
        (["nowhere"], "nowhere"),
        (["below", "--format", "pdf"], 'there is no format of portfolio "pdf"'),
        (["below", "-o", "below/board.yaml"], "board.yaml"),
    ],
)
def test_what_can_not_be_done_is_said(
    folder: Path, arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    done = run("portfolio", *arguments, *DAY)
    assert done.exit_code == ExitCode.ERROR
    assert message in done.stderr
    assert done.stdout == ""


def test_a_broken_policy_ends_it(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY.replace("approve_at: 50", "approve_at: much"), encoding="utf-8")
    done = run("portfolio", str(folder), "--policy", str(path))
    assert done.exit_code == ExitCode.ERROR
    assert "policy.yaml:7:13" in done.stderr


def test_an_input_is_never_overwritten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    done = run("portfolio", ".", "-o", "crm.yaml", "--format", "json", "--force", *options(folder))
    assert done.exit_code == ExitCode.ERROR
    assert "would be lost" in done.stderr
    assert (folder / "crm.yaml").read_text("utf-8") == CRM


def test_the_suffix_names_the_format_and_nothing_depends_on_the_terminal(
    folder: Path, tmp_path: Path
) -> None:
    texts = []
    for number, columns in enumerate(("40", "120")):
        path = tmp_path / f"{number}.json"
        done = run("portfolio", str(folder), *options(folder), "-o", str(path), COLUMNS=columns)
        assert done.exit_code == ExitCode.OK
        assert done.stdout == ""
        texts.append(path.read_bytes())
    assert texts[0] == texts[1]


def test_a_terminal_gets_the_next_command_and_a_bar_for_many_files(
    folder: Path, tmp_path: Path
) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.yaml").write_text(BOARD, encoding="utf-8")
    environ = {"TERM": "xterm", "LANG": "C.UTF-8"}
    many = on_screen("portfolio", str(tmp_path), *options(folder), environ=environ, size=(50, 80))
    assert many.code == ExitCode.OK
    assert "Assessing" in many.text
    assert "20 vendors under the policy ours 3" in many.text
    few = on_screen("portfolio", str(folder), *options(folder), environ=environ, size=(50, 200))
    assert "Assessing" not in few.text
    command = f"Next: vendorcheck portfolio {folder} --policy {folder}/ours.yaml"
    assert f"{command} --as-of 2026-11-22 -o portfolio.html" in few.text


def test_what_was_passed_over_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "x.yaml").write_text(BOARD, encoding="utf-8")
    (tmp_path / "y.yaml").write_text(BOARD, encoding="utf-8")
    done = run("portfolio", str(tmp_path), *options(folder))
    assert done.exit_code == ExitCode.OK
    assert "this file was not checked" in done.stderr


@pytest.mark.slow
def test_jobs_change_nothing(folder: Path, tmp_path: Path) -> None:
    for number in range(30):
        text = FILES[("crm.yaml", "mail.yaml", "board.yaml")[number % 3]]
        (tmp_path / f"{number:02}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "07.yaml").write_text(CRM.replace("data: [", "data: [nothing, "), encoding="utf-8")
    common = (str(tmp_path), *options(folder), "--format", "json")
    one, two = run("portfolio", *common), run("portfolio", *common, "--jobs", "2")
    assert one.exit_code == two.exit_code == ExitCode.ERROR
    assert one.stdout == two.stdout
    assert len(json.loads(one.stdout)["vendors"]) == 29


def test_a_broken_questionnaire_of_the_policy_ends_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(f"{POLICY}questionnaires: [own.yaml]\n", "utf-8")
    (tmp_path / "own.yaml").write_text("vendorcheck: questionnaire/1\nid: own\n", "utf-8")
    done = run("portfolio", str(folder), "--policy", str(tmp_path / "policy.yaml"), *DAY)
    assert (done.exit_code, done.stdout) == (ExitCode.ERROR, "")
    assert "own.yaml:" in done.stderr


def test_a_decision_is_stale_once_what_it_rests_on_has_changed(
    tmp_path: Path, folder: Path
) -> None:
    path = tmp_path / "slate.yaml"
    path.write_text(BOARD, encoding="utf-8")
    decided = ("--decision", "do-not-approve", "--by", "Ida Holm")
    done = run("decide", str(path), *decided, "--policy", str(folder / "ours.yaml"), *DAY)
    assert done.exit_code == ExitCode.OK, done.stderr

    def changed(*choice: str) -> list[str]:
        shown = run("portfolio", str(tmp_path), *choice, *DAY, "--format", "json")
        (vendor,) = json.loads(shown.stdout)["vendors"]
        assert vendor["decision"]["by"] == "Ida Holm"
        return list(vendor["decision"]["changed"])

    policy = options(folder)[:2]
    assert changed(*policy) == []
    assert {"policy", "questionnaires"} <= set(changed("--policy", "strict"))
    text = path.read_text("utf-8").replace("Draws on a wall", "Writes on a wall")
    path.write_text(text, encoding="utf-8")
    assert changed(*policy) == ["answers"]
