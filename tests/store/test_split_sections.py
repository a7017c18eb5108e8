"""A floor follows its section where that was renamed or split: applied, said, and migrated."""

import json
from pathlib import Path

import pytest

from running import DAY, run
from vendorcheck.document.document import parse_document
from vendorcheck.store.library import Library
from vendorcheck.store.migration import migrate

QUESTION = "type: yes_no, ask: Is it?, finding: A gap, remedy: Close it."
QUESTIONNAIRES = {
    "q67.yaml": f"""vendorcheck: questionnaire/1
id: q67
version: "2.0"
title: Our own
renamed_sections:
  - {{from: login, to: [sign-in, accounts]}}
  - {{from: sign-in, to: [sign-in, tokens]}}
  - {{from: exit, to: [leaving]}}
sections:
  - {{id: sign-in, title: A, questions: [{{id: a, {QUESTION}}}]}}
  - {{id: accounts, title: B, questions: [{{id: b, {QUESTION}}}]}}
  - {{id: tokens, title: C, questions: [{{id: c, {QUESTION}}}]}}
  - {{id: leaving, title: D, questions: [{{id: d, {QUESTION}}}]}}
""",
    "machines.yaml": f"""vendorcheck: questionnaire/1
id: machines
version: "1"
title: Machines
renamed_sections:
  - {{from: q67/learning, to: [training]}}
  - {{from: q67/accounts, to: [training]}}
  - {{from: unheard/models, to: [training]}}
sections: [{{id: training, title: T, questions: [{{id: t, {QUESTION}}}]}}]
""",
}
HEAD = """vendorcheck: policy/1
id: ours
version: "1"
title: Ours
questionnaires: [q67.yaml, machines.yaml]
"""
TIERS = "tiers: [{id: all, title: All, questionnaires: [q67, machines]}]\n"
THREE = '"q67/sign-in", "q67/accounts" and "q67/tokens"'
SPLIT = f'"q67/login" was split into {THREE}'

# Floors as written; as they count, which is what migrate writes; and what is said of them.
SPREAD: dict[str, tuple[str, str, list[str]]] = {
    "renamed": (
        "{q67/exit: 50}",
        "{q67/leaving: 50}",
        ['"q67/exit" is called "q67/leaving" now|write "q67/leaving"'],
    ),
    "split, and one of these again": (
        "{q67/login: 62.5, q67/leaving: 10}",
        "{q67/sign-in: 62.5, q67/leaving: 10, q67/accounts: 62.5, q67/tokens: 62.5}",
        [f"{SPLIT}|write {THREE}"],
    ),
    "split, with its name kept": (
        "{q67/sign-in: 50}",
        "{q67/sign-in: 50, q67/tokens: 50}",
        [
            (
                'questions of "q67/sign-in" are in "q67/tokens" now'
                '|give "q67/tokens" a floor as well, 0 for none'
            )
        ],
    ),
    "split, and none wanted": (
        "{q67/sign-in: 50, q67/tokens: 0}",
        "{q67/sign-in: 50, q67/tokens: 0}",
        [],
    ),
    "some have a floor of their own": (
        "{q67/accounts: 30, q67/login: 50, q67/tokens: 20}",
        "{q67/accounts: 30, q67/sign-in: 50, q67/tokens: 20}",
        [f'{SPLIT}|write "q67/sign-in"'],
    ),
    "in another questionnaire": (
        "{q67/learning: 50}",
        "{machines/training: 50}",
        ['"q67/learning" is called "machines/training" now|write "machines/training"'],
    ),
    "of a questionnaire that there is no more": (
        "{unheard/models: 50}",
        "{machines/training: 50}",
        ['"unheard/models" is called "machines/training" now|write "machines/training"'],
    ),
    "still in use, so that nobody else can take it": (
        "{q67/accounts: 50}",
        "{q67/accounts: 50}",
        [],
    ),
}
TAKEN: dict[str, tuple[str, str]] = {
    "{q67/exit: 50, q67/leaving: 20}": ("q67/exit", 'another rule for "q67/leaving" counts'),
    "{q67/login: 50, q67/sign-in: 1, q67/accounts: 1, q67/tokens: 1}": (
        "q67/login",
        'other rules for "q67/sign-in" and "q67/accounts" and "q67/tokens" count',
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in QUESTIONNAIRES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def migrated(text: str) -> tuple[str, list[tuple[str, str]]]:
    result = migrate(parse_document(text.encode(), "policy.yaml"), Library())
    return result.text, [(kept.key, kept.reason) for kept in result.record.kept]


def said(text: str) -> list[str]:
    Path("policy.yaml").write_text(text, encoding="utf-8")
    problems = json.loads(run("validate", "policy.yaml", "--format", "json").stdout)["problems"]
    assert {problem["code"] for problem in problems} <= {"rule-renamed"}
    return [f"{problem['message']}|{problem['hint']}" for problem in problems]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", SPREAD)
def test_a_floor_goes_to_every_section_that_holds_its_questions(name: str) -> None:
    before, after, messages = SPREAD[name]
    text, new_text = (f"{HEAD}section_floors: {floors}\n{TIERS}" for floors in (before, after))
    assert said(text) == messages
    assert migrated(text) == (new_text, [])
    assert said(new_text) == []
    assert migrated(new_text) == (new_text, [])


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("floors", TAKEN)
def test_a_floor_whose_sections_have_their_own_stays_and_is_named(floors: str) -> None:
    text = f"{HEAD}section_floors: {floors}\n{TIERS}"
    assert migrated(text) == (text, [TAKEN[floors]])
    (message,) = said(text)
    assert message.endswith(("count|leave this rule out", "counts|leave this rule out"))


@pytest.mark.usefixtures("folder")
def test_floors_in_lines_and_in_tiers_keep_their_comments() -> None:
    before = f"""{HEAD}section_floors:
  # Agreed in March.
  q67/login: 50   # at least
  q67/exit: "30"
tiers:
  - id: all
    title: All
    questionnaires: [q67, machines]
    section_floors:
      q67/sign-in: 70
"""
    after = f"""{HEAD}section_floors:
  # Agreed in March.
  q67/sign-in: 50   # at least
  q67/leaving: "30"
  q67/accounts: 50
  q67/tokens: 50
tiers:
  - id: all
    title: All
    questionnaires: [q67, machines]
    section_floors:
      q67/sign-in: 70
      q67/tokens: 70
"""
    for text in (before, before.replace("\n", "\r\n")):
        line_break = "\r\n" if "\r" in text else "\n"
        assert migrated(text) == (after.replace("\n", line_break), [])


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", SPREAD)
def test_a_floor_counts_the_same_before_and_after(name: str) -> None:
    before, after, _ = SPREAD[name]
    Path("acme.yaml").write_text(
        "vendorcheck: vendor/1\nvendor: {name: A}\nresponses:\n"
        '  q67: {version: "2.0", answers: {a: "no", b: "no", c: "no", d: "no"}}\n'
        '  machines: {version: "1", answers: {t: "no"}}\n',
        encoding="utf-8",
    )
    rules = []
    for floors in (before, after):
        Path("policy.yaml").write_text(f"{HEAD}section_floors: {floors}\n{TIERS}")
        done = run("assess", "acme.yaml", "--policy", "policy.yaml", "--format", "json", *DAY)
        assert done.exit_code == 0, done.stderr
        rules.append(
            {
                (rule["rule"], rule["verdict"], rule["could"], *sorted(rule["questions"]))
                for rule in json.loads(done.stdout)["rules"]
            }
        )
    assert rules[0] == rules[1]
    assert any(rule == "section-floor" for rule, *_ in rules[0])
