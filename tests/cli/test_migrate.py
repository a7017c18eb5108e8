"""The migrate command: what it shows, writes and says, and what it never touches."""

import json
import shutil
from pathlib import Path

import pytest

from locations import REPOSITORY
from running import DAY, run
from vendorcheck.cli._exit_code import ExitCode
from vendorcheck.document.problems import VendorcheckError
from vendorcheck.store import files

CASES = REPOSITORY / "tests" / "cases" / "migrate"
OURS = ("-q", "access.yaml", "-q", "machines.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in CASES.iterdir():
        shutil.copy(path, tmp_path / path.name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def expected(name: str) -> str:
    return (CASES / name).read_text(encoding="utf-8")


def test_a_file_is_changed_in_place_after_its_diff_was_shown(folder: Path) -> None:
    done = run("migrate", "vendor-before.yaml", *OURS)
    assert done.exit_code == ExitCode.OK
    assert {"-      sso-charge:", "+      sso-cost:"} <= {*done.stdout.splitlines()}
    assert (folder / "vendor-before.yaml").read_text(encoding="utf-8") == expected(
        "vendor-after.yaml"
    )
    assert done.stderr == (
        "Wrote vendor-before.yaml\n"
        "vendor-before.yaml: 4 answers moved\n"
        "  without an answer, new or left open: access/guests\n"
        "Next: vendorcheck assess vendor-before.yaml -q access.yaml -q machines.yaml\n"
    )


def test_a_dry_run_shows_the_same_and_writes_nothing(folder: Path) -> None:
    trial = run("migrate", "vendor-before.yaml", "--dry-run", *OURS)
    assert (folder / "vendor-before.yaml").read_text(encoding="utf-8") == expected(
        "vendor-before.yaml"
    )
    assert trial.stderr.splitlines()[-1] == (
        "Next: vendorcheck migrate vendor-before.yaml -q access.yaml -q machines.yaml"
    )
    assert trial.stdout == run("migrate", "vendor-before.yaml", *OURS).stdout


def test_a_present_file_is_left_alone(folder: Path) -> None:
    before = (folder / "vendor-after.yaml").stat().st_mtime_ns
    done = run("migrate", "vendor-after.yaml", *OURS)
    assert (done.exit_code, done.stdout) == (ExitCode.OK, "")
    assert done.stderr.startswith("vendor-after.yaml: nothing to move\n")
    assert (folder / "vendor-after.yaml").stat().st_mtime_ns == before


def test_output_goes_elsewhere_and_overwrites_nothing_unasked(folder: Path) -> None:
    done = run("migrate", "json-before.json", "-o", "new.json", *OURS)
    assert done.exit_code == ExitCode.OK
    assert (folder / "new.json").read_text(encoding="utf-8") == expected("json-after.json")
    assert (folder / "json-before.json").read_text(encoding="utf-8") == expected("json-before.json")
    again = run("migrate", "json-before.json", "-o", "new.json", *OURS)
    assert (again.exit_code, "--force" in again.stderr) == (ExitCode.ERROR, True)
    piped = run("migrate", "-", "-o", "-", *OURS, text=expected("vendor-before.yaml"))
    assert piped.stdout == expected("vendor-after.yaml")
    assert "Next: vendorcheck assess FILE" in piped.stderr


def test_a_folder_stands_for_its_vendor_files_and_policies(folder: Path) -> None:
    (folder / "broken.yaml").write_text("vendorcheck: vendor/1\nvendor: [\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = run("migrate", ".", *OURS)
    assert (done.exit_code, "broken.yaml:" in done.stderr) == (ExitCode.ERROR, True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    (folder / "broken.yaml").unlink()
    (folder / "others.yaml").write_text("a: 1\n", encoding="utf-8")
    done = run("migrate", ".", "vendor-before.yaml", *OURS)
    assert done.exit_code == ExitCode.OK
    for name in ("vendor", "outdated", "policy"):
        assert (folder / f"{name}-before.yaml").read_text(encoding="utf-8") == expected(
            f"{name}-after.yaml"
        )
    assert (folder / "json-before.json").read_text(encoding="utf-8") == expected("json-after.json")
    assert done.stderr.count("vendor-before.yaml: 4 answers moved") == 1
    for name in ("access.yaml", "machines.yaml", "others.yaml"):
        assert name not in done.stderr.replace("-q access.yaml", "").replace("-q machines.yaml", "")
    (folder / "empty").mkdir()
    none = run("migrate", "empty")
    assert (none.exit_code, none.stderr) == (
        ExitCode.ERROR,
        "vendorcheck: there is no vendor file and no policy in empty\n",
    )


def test_a_dry_run_over_several_files_writes_none_and_names_those_that_change(
    folder: Path,
) -> None:
    names = ("vendor-before.yaml", "vendor-after.yaml", "json-before.json", "policy-before.yaml")
    before = {name: (folder / name).read_bytes() for name in names}
    done = run("migrate", *names, "--dry-run", *OURS)
    assert done.exit_code == ExitCode.OK
    assert {name: (folder / name).read_bytes() for name in names} == before
    assert [line for line in done.stdout.splitlines() if line.startswith("---")] == [
        f"--- {name} (before)" for name in names if "before" in name
    ]
    assert done.stderr.splitlines()[-1] == (
        "Next: vendorcheck migrate vendor-before.yaml json-before.json policy-before.yaml "
        "-q access.yaml -q machines.yaml"
    )


def test_a_file_that_can_not_be_written_is_named_and_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, *_: object) -> bool:
        raise VendorcheckError(f"{path} can't be written")

    monkeypatch.setattr(files, "replace_if_unchanged", refuse)
    done = run("migrate", "vendor-before.yaml", *OURS)
    assert (done.exit_code, done.stderr) == (
        ExitCode.ERROR,
        "vendorcheck: vendor-before.yaml can't be written\n",
    )
    assert "+      sso-cost:" in done.stdout.splitlines()
    assert (folder / "vendor-before.yaml").read_text(encoding="utf-8") == expected(
        "vendor-before.yaml"
    )


def test_a_policy_moves_and_names_what_stays(folder: Path) -> None:
    done = run("migrate", "policy-before.yaml")
    assert (folder / "policy-before.yaml").read_text(encoding="utf-8") == expected(
        "policy-after.yaml"
    )
    assert done.stderr == (
        "Wrote policy-before.yaml\n"
        "policy-before.yaml: 4 rules moved\n"
        "  rule to access/vanity stays: removed: Nobody could answer it.\n"
        '  rule to access/sso-protocol stays: another rule for "access/protocols" counts\n'
        "Next: vendorcheck validate policy-before.yaml\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("access.yaml",), "this is a questionnaire"),
        (("nothing.yaml",), "there is no file nothing.yaml"),
        (("vendor-before.yaml", "broken.yaml"), "broken.yaml:1:"),
        (("vendor-before.yaml", "--policy", "broken.yaml"), "broken.yaml:1:"),
        (("vendor-before.yaml", "--policy", "list.yaml"), "gone.yaml"),
        (("list.yaml",), "gone.yaml"),
        (("vendor-before.yaml", "json-before.json", "-o", "x.yaml"), "takes the result of one"),
        (("vendor-before.yaml", "-o", "x.yaml", "--dry-run"), "--dry-run writes nothing"),
        (("vendor-before.yaml", "-o", "vendor-before.yaml"), "is read here"),
        (("-",), "can't be changed in place"),
    ],
)
def test_what_can_not_be_done_is_said_and_nothing_is_written(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    (folder / "broken.yaml").write_text("vendorcheck: [\n", encoding="utf-8")
    (folder / "list.yaml").write_text(
        'vendorcheck: policy/1\nid: a\nversion: "1"\ntitle: A\nquestionnaires: [gone.yaml]\n',
        encoding="utf-8",
    )
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = run("migrate", *arguments, text="")
    assert (done.exit_code, words in done.stderr) == (ExitCode.ERROR, True), done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_nothing_from_the_file_commands_a_terminal_or_ci(folder: Path) -> None:
    text = (
        "vendorcheck: vendor/1\nvendor: {name: A}\nresponses:\n  access:\n    answers:\n"
        '      sso-charge: extra\n      "::error::x": never\n      people: "1\u202e2"\n'
        '      log: {answer: always, note: "a\n        ::warning::y"}\n'
    )
    (folder / "hostile.yaml").write_text(text, encoding="utf-8")
    done = run("migrate", "hostile.yaml", *OURS)
    shown = done.stdout + done.stderr
    assert done.exit_code == ExitCode.OK
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())
    assert not {"\x1b", "\u202e"} & {*shown}


def test_assess_says_how_many_answers_would_move(folder: Path) -> None:
    done = run("assess", "vendor-before.yaml", "--no-input", *OURS, *DAY)
    assert (
        "4 answers stand under older names and would move: "
        "vendorcheck migrate vendor-before.yaml -q access.yaml -q machines.yaml\n"
    ) in done.stderr
    after = run("assess", "vendor-after.yaml", "--no-input", *OURS, *DAY)
    assert "would move" not in after.stderr
    piped = run("assess", "-", *OURS, *DAY, text=expected("vendor-before.yaml"))
    assert "vendorcheck migrate - -q access.yaml -q machines.yaml -o FILE" in piped.stderr
    one = (folder / "vendor-after.yaml").read_text().replace("sso-cost:", "sso-charge:")
    (folder / "one.yaml").write_text(one.replace('"2.0"   #', '"1.0"   #'))
    assert "1 answer stands" in run("assess", "one.yaml", "--no-input", *OURS, *DAY).stderr
    (folder / "one.yaml").write_text(one.replace("sso-charge:", "unheard-of:"))
    assert "would move" not in run("assess", "one.yaml", "--no-input", *OURS, *DAY).stderr


def test_a_file_whose_questions_were_only_renamed_keeps_its_verdict(folder: Path) -> None:
    new = (folder / "access.yaml").read_text(encoding="utf-8")
    kept_lines = [
        line for line in new.splitlines() if not line.startswith(("renamed", "  - {from"))
    ]
    old = "\n".join(line for line in kept_lines if not line.startswith("removed")) + "\n"
    for present, older in (("sso-cost", "sso-charge"), ("charged", "extra"), ("2.0", "1.0")):
        old = old.replace(present, older)
    (folder / "old.yaml").write_text(old, encoding="utf-8")
    vendor = (
        'vendorcheck: vendor/1\nvendor: {name: A}\nresponses: {access: {version: "1.0", answers: '
        '{sso-charge: extra, protocols: [ldap], log: "yes", guests: "no"}}}\n'
    )
    (folder / "a.yaml").write_text(vendor, encoding="utf-8")

    def result(questionnaire: str) -> tuple[str, str]:
        done = run("assess", "a.yaml", "-q", questionnaire, "--format", "json", *DAY)
        report = json.loads(done.stdout)
        return report["verdict"], report["score"]

    before = result("old.yaml")
    assert run("migrate", "a.yaml", "-q", "access.yaml").exit_code == ExitCode.OK
    assert result("access.yaml") == before


@pytest.mark.usefixtures("folder")
def test_validate_names_the_present_question() -> None:
    done = run("validate", "access.yaml", "machines.yaml", "vendor-before.yaml")
    for name in ("access/sso-cost", "machines/training"):
        hint = f'it is called "{name}" now; vendorcheck migrate moves the answer'
        assert hint in done.stdout
    removed = run("validate", "access.yaml", "outdated-before.yaml").stdout
    assert "it was removed; keep it as a record, or leave it out" in removed


@pytest.mark.usefixtures("folder")
def test_only_the_version_and_what_can_not_move_are_named_as_such() -> None:
    head = (
        "vendorcheck: vendor/1\nvendor: {name: A}\nresponses: {access: {version: '1.0', answers: "
    )
    Path("version.yaml").write_text(f"{head}{{people: 3}}}}}}\n", encoding="utf-8")
    done = run("migrate", "version.yaml", *OURS)
    assert "version.yaml: nothing to move but the version\n" in done.stderr
    assert "version: '2.0'" in Path("version.yaml").read_text(encoding="utf-8")
    Path("gone.yaml").write_text(f"{head}{{vanity: 3}}}}}}\n", encoding="utf-8")
    done = run("migrate", "gone.yaml", *OURS)
    assert "gone.yaml: nothing to move; 1 can't move\n" in done.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("count", [12, 13])
def test_many_questions_without_an_answer_are_counted_unless_all_are_wanted(count: int) -> None:
    questions = "\n".join(
        f"      - {{id: q{number}, type: text, ask: What?}}" for number in range(count)
    )
    Path("many.yaml").write_text(
        'vendorcheck: questionnaire/1\nid: many\nversion: "2"\ntitle: M\n'
        f"sections:\n  - id: s\n    title: S\n    questions:\n{questions}\n",
        encoding="utf-8",
    )
    Path("a.yaml").write_text(
        'vendorcheck: vendor/1\nvendor: {name: A}\nresponses: {many: {version: "1"}}\n',
        encoding="utf-8",
    )
    done = run("migrate", "a.yaml", "-q", "many.yaml", "--dry-run")
    names = ", ".join(f"many/q{number}" for number in range(count))
    in_full = f"  without an answer, new or left open: {names}\n"
    counted = f"  without an answer, new or left open: {count} (many {count}); -v names them\n"
    assert (counted if count > 12 else in_full) in done.stderr
    in_words = run("migrate", "a.yaml", "-q", "many.yaml", "--dry-run", "-v")
    assert in_full in in_words.stderr


@pytest.mark.usefixtures("folder")
def test_a_policy_counts_the_same_before_and_after() -> None:
    def result(policy: str) -> dict[str, object]:
        done = run("assess", "vendor-after.yaml", "--policy", policy, "--format", "json", *DAY)
        assert done.exit_code == ExitCode.OK, done.stderr
        report = json.loads(done.stdout)
        return {key: report[key] for key in ("verdict", "tier", "score", "rules", "findings")}

    before = run("validate", "policy-before.yaml")
    assert before.exit_code == ExitCode.OK
    for place in ("10:3", "21:19"):
        message = (
            f'policy-before.yaml:{place}: warning[rule-renamed] "access/training" is called '
            '"machines/training" now'
        )
        assert message in before.stdout
    assert result("policy-before.yaml") == result("policy-after.yaml")


def test_an_older_option_of_a_question_that_does_not_apply_counts_as_movable(folder: Path) -> None:
    text = (folder / "access.yaml").read_text(encoding="utf-8")
    text = text.replace("{id: log, type", "{id: log, when: {sso-cost: [charged]}, type")
    (folder / "access.yaml").write_text(text, encoding="utf-8")
    (folder / "a.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: A}\nresponses:\n"
        '  access: {version: "1.0", answers: {sso-cost: included, log: always}}\n',
        encoding="utf-8",
    )
    done = run("assess", "a.yaml", *OURS, *DAY)
    assert "1 answer stands under older names and would move: vendorcheck migrate" in done.stderr
    run("migrate", "a.yaml", *OURS)
    done = run("assess", "a.yaml", *OURS, *DAY)
    assert "older names" not in done.stderr


@pytest.mark.parametrize(
    ("older", "present"),
    [
        ("shared-cloud", "cloud"),
        ("private-cloud", "cloud"),
        ("on-premise", "on-our-servers"),
        ("hybrid", "hybrid"),
    ],
)
def test_where_a_product_runs_moves_to_the_request(folder: Path, older: str, present: str) -> None:
    (folder / "acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n"
        '  request: {version: "1.0", answers: {seats: 8}}\n'
        '  hosting-support: {version: "1.0", answers: '
        f"{{deployment: {older}, support-hours: always}}}}\n"
    )
    before = run("assess", "acme.yaml", *DAY, "--no-input", "--format", "json")
    assert before.exit_code == ExitCode.OK
    assert json.loads(before.stdout)["verdict"] == "more-information-needed"
    done = run("migrate", "acme.yaml")
    assert done.exit_code == ExitCode.OK
    written = (folder / "acme.yaml").read_text(encoding="utf-8")
    # Nobody but us may say it, so it does not count before one of us does.
    note = (
        "note: In an environment of our own at the vendor (private cloud)., "
        if older == "private-cloud"
        else ""
    )
    assert (
        f"deployment: {{answer: {present}, {note}source: vendor}}"
        in written.partition("hosting-support")[0]
    )
    assert "  said by the vendor, and ours to answer: request/deployment\n" in done.stderr
    assert "deployment" not in written.partition("hosting-support")[2]


@pytest.mark.parametrize("source", ["us", "public"])
def test_an_answer_of_ours_stays_ours_in_the_request(folder: Path, source: str) -> None:
    (folder / "acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n"
        '  hosting-support: {version: "1.0", answers: '
        f"{{deployment: {{answer: private-cloud, source: {source}, note: Seen.}}}}}}\n"
    )
    done = run("migrate", "acme.yaml")
    assert "ours to answer" not in done.stderr
    written = " ".join((folder / "acme.yaml").read_text(encoding="utf-8").split())
    assert f"source: {source}" in written
    assert "Seen. In an environment of our own at the vendor (private cloud)." in written


@pytest.mark.parametrize(
    ("questionnaire", "answers", "where"),
    [
        ("sso", "{sso-cost: larger-plan}", 'sso-protocol says it now, with "larger-plan"'),
        ("data-access-removal", "{deletion-at-exit: later}", "live-180 or after-180"),
    ],
)
def test_of_an_option_that_nothing_replaced_it_is_said_where_it_went(
    folder: Path, questionnaire: str, answers: str, where: str
) -> None:
    (folder / "acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses:\n"
        f'  {questionnaire}: {{version: "1.0", answers: {answers}}}\n'
    )
    done = run("migrate", "acme.yaml", "--dry-run", "-v")
    key = f"{questionnaire}/{answers[1:].partition(':')[0]}"
    (stays,) = (line for line in done.stderr.splitlines() if " stays: " in line)
    assert stays.startswith(f"  answer to {key} stays: ")
    assert where in stays
    assert f"  whose older answer does not fit: {key}\n" in done.stderr
    (new,) = (line for line in done.stderr.splitlines() if "new or left open" in line)
    assert key not in new.replace(",", " ").split()


@pytest.mark.parametrize(
    ("done", "fix"),
    [
        ("true", "write done_on: and done_by: instead of done:"),
        ("false", "leave done: out"),
    ],
)
def test_a_condition_that_is_done_is_mended_by_hand(folder: Path, done: str, fix: str) -> None:
    (folder / "acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: Acme}\n"
        "decisions:\n  - {decision: approve, by: Jane, decided_on: 2026-01-01}\n"
        "  - decision: approve\n    by: Jane\n    decided_on: 2026-01-02\n"
        f"    conditions: [{{text: Pay.}}, {{text: Log., done: {done}}}]\n"
    )
    before = (folder / "acme.yaml").read_bytes()
    result = run("migrate", "acme.yaml")
    assert result.exit_code == ExitCode.OK
    assert (
        "  condition 2 of decision 2 does not say when it was done and by whom: "
        f"{fix}\n" in result.stderr
    )
    assert (folder / "acme.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("README.md", b"# Read me\n\n- [x] a: b: c\n", "a text in Markdown (.md)"),
        ("soc2.pdf", b"%PDF-1.7\n", "a PDF document"),
        ("dpa.docx", b"PK\x03\x04word/document.xml", "a Word document (.docx)"),
        ("caiq.xlsx", b"PK\x03\x04xl/workbook.xml", "an Excel workbook (.xlsx)"),
        ("list.csv", b"a,b\n", "a table (CSV)"),
    ],
)
@pytest.mark.parametrize("command", ["migrate", "assess", "precheck", "validate"])
def test_a_file_of_another_kind_is_named_and_not_read(
    command: str, name: str, content: bytes, kind: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    path = str(tmp_path / name)
    done = run(command, path, *(["--no-input"] if command in {"assess", "precheck"} else []))
    assert done.exit_code == (1 if command == "validate" else 2)
    assert f"{name}:1:1: error[unknown-kind] this is {kind}, which is not read here" in done.output
    is_about_migrating = "vendor files and policies are migrated" in done.output
    assert is_about_migrating is (command == "migrate")
