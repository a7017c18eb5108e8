"""No rule of a policy goes silent: what names nothing is refused, an older name is followed."""

import json
from pathlib import Path
from typing import Any

import pytest

from locations import REPOSITORY
from running import DAY, run

OLD = """vendorcheck: questionnaire/1
id: q67
version: "2.0"
title: Our own
sections:
- id: s
  title: S
  questions:
  - id: a
    type: choice
    ask: Is there an a?
    options:
    - {id: all, label: All, credit: 1}
    - {id: nothing, label: Nothing, credit: 0, finding: No a, remedy: Have an a.}
renamed: [{from: old-a, to: a, options: {none: nothing}}]
removed: [{id: gone, because: Nobody asked.}]
"""
VENDOR = """vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  q67: {version: "2.0", answers: {a: nothing}}
"""
POLICY = """vendorcheck: policy/1
id: p
version: "1"
title: P
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "q67.yaml").write_text(OLD)
    (tmp_path / "v.yaml").write_text(VENDOR)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def assessed(*options: str) -> tuple[dict[str, Any], str]:
    done = run("assess", "v.yaml", "--format", "json", *DAY, *options)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout), done.stderr


@pytest.mark.parametrize("command", ["assess", "precheck", "validate"])
def test_a_mistyped_rule_is_refused_with_the_nearest_name(command: str, tmp_path: Path) -> None:
    default = (REPOSITORY / "policies" / "default.yaml").read_text(encoding="utf-8")
    text = default.replace("  sso/sign-in: 50\n", "  sso/signin: 50\n").replace(
        "\nquestions:\n", "\nquestions:\n  admin-processes/incident-notices: {blocker: true}\n"
    )
    policy = tmp_path / "policy.yaml"
    policy.write_text(text, encoding="utf-8")
    vendor = str(REPOSITORY / "examples" / "papercrane.yaml")
    if command == "validate":
        done = run("validate", str(policy), *DAY)
        assert done.exit_code == 1
        told = done.stdout
    else:
        done = run(command, vendor, "--policy", str(policy), "--no-input", *DAY)
        assert (done.exit_code, done.stdout) == (2, "")
        told = done.stderr
    assert 'error[override-unknown] there is no section "sso/signin"' in told
    assert 'help: did you mean "sso/sign-in"?' in told
    assert 'there is no question "admin-processes/incident-notices"' in told
    assert 'help: did you mean "admin-processes/incident-notice"?' in told
    # Spelled right, the rules count.
    policy.write_text(text.replace("signin", "sign-in").replace("notices", "notice"))
    done = run("assess", vendor, "--policy", str(policy), "--format", "json", "--no-input", *DAY)
    assert json.loads(done.stdout)["verdict"] == "do-not-approve"


@pytest.mark.parametrize("name", ["q67/a", "q67/old-a"])
def test_a_renamed_rule_is_applied_under_its_new_name(folder: Path, name: str) -> None:
    (folder / "policy.yaml").write_text(
        POLICY
        + f"""\
questions: {{{name}: {{severity: critical}}}}
tiers:
- id: high
  title: High
  when: {{any: [{{{name}: [{"none" if "old" in name else "nothing"}]}}]}}
  questionnaires: [sso]
  add: [{{when: {{not: {{{name}: [all]}}}}, questionnaires: [privacy]}}]
- {{id: low, title: Low, questionnaires: [q67]}}
"""
    )
    data, told = assessed("--policy", "./policy.yaml", "-q", "./q67.yaml")
    assert data["tier"] == "high"
    assert [(found["question"], found["severity"]) for found in data["findings"]] == [
        ("q67/a", "critical")
    ]
    assert told.count("warning[rule-renamed]") == (3 if "old" in name else 0)
    done = run("precheck", "v.yaml", "--policy", "default", *DAY)
    assert "rule-renamed" not in done.stderr


def test_a_removed_rule_is_said_and_its_condition_never_holds(folder: Path) -> None:
    (folder / "policy.yaml").write_text(
        POLICY
        + """\
questions: {q67/gone: {severity: critical}}
tiers:
- {id: high, title: High, questionnaires: [sso], when: {any: [{q67/gone: ["yes"]}]}}
- {id: low, title: Low, questionnaires: [q67]}
"""
    )
    data, told = assessed("--policy", "./policy.yaml", "-q", "./q67.yaml")
    assert data["tier"] == "low"
    assert told.count('"q67/gone" was removed: Nobody asked.') == 2


def test_a_rule_that_only_a_chosen_questionnaire_lacks_is_a_warning(folder: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "sso.yaml").write_text(OLD.replace("id: q67", "id: sso"))
    (folder / "v.yaml").write_text(VENDOR.replace("q67", "sso"))
    (folder / "policy.yaml").write_text(POLICY + "section_floors: {sso/sign-in: 50}\n")
    for policy in ("./policy.yaml", "default"):
        _, told = assessed("--policy", policy, "-q", "./other/sso.yaml")
        assert (
            'warning[rule-not-applied] there is no section "sso/sign-in" in ./other/sso.yaml, '
            "so this rule has no effect"
        ) in told
    # What no questionnaire has is wrong whatever was chosen.
    (folder / "policy.yaml").write_text(POLICY + "section_floors: {sso/signin: 50}\n")
    done = run("assess", "v.yaml", "--policy", "./policy.yaml", "-q", "./other/sso.yaml", *DAY)
    assert done.exit_code == 2
    assert "error[override-unknown]" in done.stderr


def test_the_other_warnings_of_a_policy_are_said_by_those_who_use_it(folder: Path) -> None:
    (folder / "policy.yaml").write_text(
        POLICY + "conditions_at: 0.5\nweights: {low: 9}\ntiers: "
        "[{id: t, title: T, questionnaires: [sso]}]\n"
    )
    for command in ("assess", "precheck"):
        (folder / "v.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n")
        done = run(command, "v.yaml", "--policy", "./policy.yaml", "--no-input", *DAY)
        assert done.exit_code == 0
        assert "policy.yaml:5:16: warning[percent-scale]" in done.stderr
        assert "policy.yaml:6:16: warning[weights-order]" in done.stderr
