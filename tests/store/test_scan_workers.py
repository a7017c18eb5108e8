"""Vendor files that several processes check: the same problems, lines and counts, in order."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from locations import REPOSITORY
from pools import PoolInThisProcess, process_undone
from portfolios import AS_OF
from running import DAY, run
from vendorcheck.store import processes, scan
from vendorcheck.store.library import Library
from vendorcheck.store.policies import load_policy, with_policy_list
from vendorcheck.store.scan import ScanOptions, ScanResult, scan_files

CASES = REPOSITORY / "tests" / "cases"
GOOD = 'vendorcheck: vendor/1\nvendor: {name: Acme}\nresponses: {own: {answers: {a: "yes"}}}\n'
BROKEN = 'vendorcheck: questionnaire/1\nid: own\nversion: "1"\ntitle: Own\n'


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", PoolInThisProcess)
    monkeypatch.setattr(processes, "BATCH_SIZE", 7)
    monkeypatch.setattr(scan, "BATCH_SIZE", 2)
    with process_undone():
        yield


def scanned(paths: list[Path], jobs: int, policy: Path | None = None) -> dict[str, object]:
    library = Library()
    model = None
    if policy:
        library = with_policy_list(library, str(policy))
        model = load_policy(library, str(policy)).model
    options = ScanOptions(jobs=jobs)
    result: ScanResult = scan_files(
        library, [str(path) for path in paths], AS_OF, model, options=options
    )
    assert result.files_checked > 2
    return asdict(result)


def test_nothing_depends_on_the_number_of_processes(tmp_path: Path) -> None:
    (tmp_path / "flawed.yaml").write_bytes(GOOD.encode() + b"requested_on: 2026-11-01 \x00\n")
    (tmp_path / "later.json").write_text('{"vendor": {"name": "A"}, "vendorcheck": "vendor/1"}')
    (tmp_path / "twice.yaml").write_text(f"{GOOD}vendorcheck: policy/1\n")
    os.symlink(CASES / "portfolio" / "vendors" / "crm.yaml", tmp_path / "linked.yaml")
    os.symlink(CASES / "vendors" / "invalid", tmp_path / "folder")
    paths = [CASES / "vendors", CASES / "questionnaires" / "invalid", CASES / "portfolio", tmp_path]
    assert scanned(paths, jobs=2) == scanned(paths, jobs=1)


def test_a_broken_questionnaire_of_the_policy_is_reported_once(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.yaml").write_text(GOOD, encoding="utf-8")
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.yaml").write_text(BROKEN, encoding="utf-8")
    policy = rules / "policy.yaml"
    policy.write_text(
        'vendorcheck: policy/1\nid: p\nversion: "1"\ntitle: P\nquestionnaires: [own.yaml]\n',
        "utf-8",
    )
    arguments = ("validate", str(tmp_path), "--policy", str(policy), *DAY, "--format", "json")
    one, two = run(*arguments), run(*arguments, "--jobs", "2")
    assert one.exit_code == two.exit_code == 1
    assert one.stdout == two.stdout
    codes = [problem["code"] for problem in json.loads(one.stdout)["problems"]]
    assert codes.count("missing-key") == 1


@pytest.mark.slow
def test_real_processes_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    arguments = ("validate", str(CASES / "vendors"), *DAY)
    one, two = run(*arguments), run(*arguments, "--jobs", "2")
    assert one.stdout.count("error[") > 20
    assert (one.exit_code, one.stdout, one.stderr) == (two.exit_code, two.stdout, two.stderr)
