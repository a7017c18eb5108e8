"""A company's own questionnaires: those that its policy lists are known by their ids."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from locations import REPOSITORY
from running import DAY, run
from vendorcheck.assessment.digests import digest
from vendorcheck.document.document import parse_document
from vendorcheck.document.problems import InvalidFile, VendorcheckError
from vendorcheck.store.discovery import data_files_in, known_control_ids, questionnaire_id_in
from vendorcheck.store.library import Library
from vendorcheck.store.policies import with_policy_list

OWN = """vendorcheck: questionnaire/1
id: {id}
version: "1.0"
title: Our own
sections:
- id: s
  title: S
  questions:
  - {{id: a, type: yes_no, ask: Is there an a?, finding: No a, remedy: Have an a.}}
"""
POLICY = """vendorcheck: policy/1
id: p
version: "1"
title: P
questionnaires: [q67.yaml]
tiers:
- {id: t, title: T, questionnaires: [sso, q67]}
"""
VENDOR = """vendorcheck: vendor/1
vendor: {name: Acme}
responses:
  q67: {version: "1.0", answers: {a: "no"}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "q67.yaml").write_text(OWN.format(id="q67"))
    (tmp_path / "policy.yaml").write_text(POLICY)
    (tmp_path / "v67.yaml").write_text(VENDOR)
    return tmp_path


def replacing_sso(policy: str, version: str = "") -> str:
    """Return a policy that also lists sso.yaml, in the place of the built-in one."""
    entry = f'{{file: sso.yaml, replaces: "{version or Library()["sso"].version}"}}'
    return policy.replace("[q67.yaml]", f"[q67.yaml, {entry}]")


def assessed_with_warnings(folder: Path, *options: str) -> tuple[dict[str, Any], str]:
    file, rules = str(folder / "v67.yaml"), str(folder / "policy.yaml")
    done = run("assess", file, "--policy", rules, "--format", "json", *DAY, *options)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found, done.stderr


def assessed(folder: Path, *options: str) -> dict[str, Any]:
    return assessed_with_warnings(folder, *options)[0]


def refused(folder: Path, *options: str) -> str:
    """What an assessment that can't be is told, with paths relative to the folder."""
    done = run(
        "assess", str(folder / "v67.yaml"), "--policy", str(folder / "policy.yaml"), *DAY, *options
    )
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr.replace(f"{folder}/", "")


def test_a_tier_asks_it_beside_built_in_ones(folder: Path) -> None:
    assert run("validate", str(folder)).stdout.startswith("Checked 3 files: no problems")
    data = assessed(folder)
    assert [found["id"] for found in data["questionnaires"]] == ["sso", "q67"]
    assert "q67/a" in [found["question"] for found in data["findings"]]


def test_the_provenance_has_its_digest(folder: Path) -> None:
    own = assessed(folder)["provenance"]["questionnaires"][1]
    data = parse_document((folder / "q67.yaml").read_bytes(), "q67.yaml").data
    assert own == {
        "id": "q67",
        "version": "1.0",
        "sha256": digest(data),
        "answers_version": "1.0",
        "file": "q67.yaml",
    }


def test_a_policy_that_is_named_without_a_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    done = run("assess", "v67.yaml", "--policy", "policy.yaml", "--set", "q67/a=yes", *DAY)
    assert done.exit_code == 0
    assert "Is there an a?" in done.stdout


def test_validate_knows_them_by_the_policy_of_the_environment(folder: Path) -> None:
    file, policy = str(folder / "v67.yaml"), str(folder / "policy.yaml")
    alone = run("validate", file)
    assert alone.exit_code == 1
    assert "unknown-questionnaire" in alone.stdout
    assert (
        run("validate", file, VENDORCHECK_POLICY=policy).stdout == "Checked 1 file: no problems.\n"
    )
    (folder / "v67.yaml").write_text(VENDOR.replace('a: "no"', "b: 1"))
    assert 'has no question "b"' in run("validate", file, VENDORCHECK_POLICY=policy).stdout


def test_one_with_mistakes_is_told_though_nothing_needs_it(
    folder: Path,
) -> None:
    (folder / "q67.yaml").write_text(break_meaning(OWN.format(id="q67")))
    (folder / "v67.yaml").write_text("""\
vendorcheck: vendor/1
vendor: {name: Acme}
accepted_risks:
- {question: sso/sso-costs, reason: r, accepted_by: I, accepted_on: 2026-11-01, expires: 2027-01-01}
""")
    done = run("validate", str(folder / "v67.yaml"), VENDORCHECK_POLICY=str(folder / "policy.yaml"))
    assert re.findall(r" \w+\[(.*?)\] ", done.stdout) == ["unknown-question", "risk-unknown"]
    assert 'did you mean "sso/sso-cost"?' in done.stdout


@pytest.mark.parametrize(
    "named",
    ["questionnaires: [sso, q67]", "questionnaires: [sso]\n  questions: {q67/a: {weight: 2}}"],
)
def test_one_with_mistakes_is_told_together_with_the_files_that_need_it(
    folder: Path, named: str
) -> None:
    (folder / "q67.yaml").write_text(break_meaning(OWN.format(id="q67")))
    (folder / "policy.yaml").write_text(
        POLICY.partition("- {id: t")[0] + f"- id: t\n  title: T\n  {named}\n"
    )
    files = folder / "files"
    files.mkdir()
    (files / "one.yaml").write_text(VENDOR + "  sso: {answers: {no-such: 1}}\n")
    (files / "two.yaml").write_text(VENDOR.replace("name", "nmae"))
    (files / "own.yaml").write_text(
        OWN.format(id="other").replace("ask:", "when: {q67/a: ['yes'], zz/b: ['yes']}, ask:")
    )
    done = run(
        "validate", str(files), "--format", "json", VENDORCHECK_POLICY=str(folder / "policy.yaml")
    )
    assert done.exit_code == 1
    told = [
        (Path(found["file"]).name, found["code"]) for found in json.loads(done.stdout)["problems"]
    ]
    assert sorted(told) == [
        ("one.yaml", "unknown-question"),
        ("own.yaml", "unknown-questionnaire"),
        ("q67.yaml", "unknown-question"),
        ("two.yaml", "unknown-key"),
    ]


def test_validate_holds_a_policy_against_what_it_lists(folder: Path) -> None:
    policy = str(folder / "policy.yaml")
    alone = "Checked 1 file: no problems.\n"
    for variable in ("", "strict", policy):
        assert run("validate", policy, VENDORCHECK_POLICY=variable).stdout == alone
    (folder / "sso.yaml").write_text(OWN.format(id="sso"))
    (folder / "policy.yaml").write_text(replacing_sso(POLICY) + "section_floors: {sso/s: 50}\n")
    assert run("validate", policy).stdout == alone


def test_validate_checks_a_vendor_file_against_what_the_named_policy_lists(folder: Path) -> None:
    vendor, policy = str(folder / "v67.yaml"), str(folder / "policy.yaml")
    # A policy that is only among the paths says nothing about vendor files.
    done = run("validate", vendor, policy)
    assert re.findall(r"(\w+.yaml):\d+:.*\[(.*?)\]", done.stdout) == [
        ("v67.yaml", "unknown-questionnaire")
    ]
    for options in (("--policy", policy), ()):
        variable = "strict" if options else policy
        done = run("validate", vendor, policy, *options, VENDORCHECK_POLICY=variable)
        assert done.stdout == "Checked 2 files: no problems.\n"
    # So does the questionnaire itself among the paths, as its id is nobody else's.
    assert run("validate", vendor, str(folder / "q67.yaml")).exit_code == 0
    other = folder / "other"
    other.mkdir()
    (other / "policy.yaml").write_text(POLICY.replace("[q67.yaml]", "[]"))
    # What one policy lists, and what is among the paths, is not known to another policy.
    both = run("validate", policy, str(folder / "q67.yaml"), str(other / "policy.yaml"))
    assert re.findall(r"(\w+/policy.yaml):7:.*\[(.*?)\]", both.stdout) == [
        ("other/policy.yaml", "unknown-questionnaire")
    ]


def test_each_policy_is_held_against_its_own_questionnaires_of_the_same_id(folder: Path) -> None:
    vendor, policy = str(folder / "v67.yaml"), folder / "policy.yaml"
    other = folder / "other"
    other.mkdir()
    (other / "q67.yaml").write_text(OWN.format(id="q67").replace("id: s\n", "id: other\n"))
    policy.write_text(POLICY + "section_floors: {q67/s: 50}\n")
    (other / "policy.yaml").write_text(POLICY + "section_floors: {q67/other: 50}\n")
    policies = [str(policy), str(other / "policy.yaml"), f"{folder}/./policy.yaml"]
    assert run("validate", *policies).stdout == "Checked 2 files: no problems.\n"
    # Which of them was answered nobody can tell, unless the named policy does.
    done = run("validate", str(folder))
    assert re.findall(r"\[([a-z-]+)\]", done.stdout) == ["repeated-id"]
    done = run("validate", str(folder), "--policy", str(policy))
    assert done.stdout == "Checked 5 files: no problems.\n"
    assert run("validate", *policies, vendor, "--policy", str(policy)).exit_code == 0


def test_a_listed_one_with_mistakes_is_told_once_to_all_that_need_it(folder: Path) -> None:
    (folder / "q67.yaml").write_text(break_meaning(OWN.format(id="q67")))
    other = folder / "other"
    other.mkdir()
    (other / "q67.yaml").write_text(OWN.format(id="q67"))
    (other / "policy.yaml").write_text(POLICY + "section_floors: {q67/t: 50}\n")
    paths = [str(folder / "policy.yaml"), str(other / "policy.yaml"), str(folder / "v67.yaml")]
    done = run("validate", *paths, VENDORCHECK_POLICY=paths[0])
    assert done.exit_code == 1
    # The one that is right is held against its policy.
    told = re.findall(r"(\w+/\w+\.yaml):\d+:\d+: \w+\[(.*?)\]", done.stdout)
    assert told == [
        ("other/policy.yaml", "override-unknown"),
        (f"{folder.name}/q67.yaml", "unknown-question"),
    ]
    (other / "policy.yaml").write_text(POLICY)
    assert run("validate", paths[1], paths[2], "--policy", paths[1]).exit_code == 0


def test_what_a_policy_lists_may_not_need_what_is_only_among_the_paths(folder: Path) -> None:
    (folder / "q67.yaml").write_text(
        OWN.format(id="q67").replace("ask:", "when: {q68/a: ['yes']}, ask:")
    )
    (folder / "files").mkdir()
    (folder / "files" / "q68.yaml").write_text(OWN.format(id="q68"))
    (folder / "files" / "v67.yaml").write_text(VENDOR)
    policy = str(folder / "policy.yaml")
    done = run("validate", str(folder / "files"), VENDORCHECK_POLICY=policy)
    assert re.findall(r"(\w+).yaml:\d+:\d+: \w+\[(.*?)\]", done.stdout) == [
        ("q67", "unknown-questionnaire")
    ]
    (folder / "policy.yaml").write_text(POLICY.replace("[q67", "[files/q68.yaml, q67"))
    done = run("validate", str(folder / "files"), VENDORCHECK_POLICY=policy)
    assert done.stdout == "Checked 2 files: no problems.\n"


def test_a_policy_from_standard_input_lies_nowhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    done = run("validate", "-", text=POLICY)
    assert re.findall(r"error\[(.*?)\]", done.stdout) == [
        "file-not-found",
        "unknown-questionnaire",
    ]
    assert "a policy from standard input has no folder" in done.stdout
    assert (
        'help: list the file of your own one in the policy, under "questionnaires", '
        "and name the policy (--policy, VENDORCHECK_POLICY)"
    ) in done.stdout


def test_every_command_knows_those_that_the_policy_of_the_environment_lists(folder: Path) -> None:
    (folder / "sso.yaml").write_text(OWN.format(id="sso"))
    (folder / "policy.yaml").write_text(replacing_sso(POLICY))
    policy = str(folder / "policy.yaml")
    for name in ("q67", "sso"):
        shown = run("show", name, VENDORCHECK_POLICY=policy)
        assert shown.stdout.startswith("# Our own\n"), shown.stderr
        schema = json.loads(run("schema", "vendor", "-q", name, VENDORCHECK_POLICY=policy).stdout)
        own = schema["properties"]["responses"]["properties"][name]
        assert list(own["properties"]["answers"]["properties"]) == ["a"]
    assert not run("show", "sso", VENDORCHECK_POLICY="strict").stdout.startswith("# Our own\n")


def test_they_are_listed_as_ones_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "sso.yaml").write_text(OWN.format(id="sso").replace("Our own", '"::error::x\\u202e"'))
    (folder / "q67.yaml").write_text(OWN.format(id="q67") + "summary: What only we ask.\n")
    (folder / "wrong.yaml").write_text(break_shape(OWN.format(id="wrong")))
    (folder / "unlisted.yaml").write_text(OWN.format(id="unlisted"))
    (folder / "policy.yaml").write_text(
        replacing_sso(POLICY).replace("[q67.yaml", "[q67.yaml, wrong.yaml")
    )
    done = run("questionnaires", VENDORCHECK_POLICY="./policy.yaml")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[-7:-2] == [
        "sso 1.0  ::error::x\\u{202e}, 1 question (your own: ./sso.yaml)",
        "q67 1.0  Our own, 1 question (your own: ./q67.yaml)",
        "    What only we ask.",
        "wrong  your own, with errors:",
        "    vendorcheck validate ./wrong.yaml",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "v67.yaml"),
        ("assess", "v67.yaml"),
        ("precheck", "v67.yaml"),
        ("show", "sso"),
        ("schema", "vendor"),
        ("questionnaires",),
    ],
)
def test_a_variable_that_names_no_policy_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(folder)
    done = run(*arguments, VENDORCHECK_POLICY="./polcy.yaml")
    assert (done.exit_code, done.stdout) == (2, "")
    told = (
        "VENDORCHECK_POLICY names no policy: there is no file ./polcy.yaml; "
        "did you mean ./policy.yaml?"
    )
    assert done.stderr == f"vendorcheck: {told}\n"
    if arguments[0] in ("assess", "validate", "precheck"):
        assert (
            "VENDORCHECK_POLICY names no policy: there is no built-in policy"
            in run(*arguments, VENDORCHECK_POLICY="strictt").stderr
        )
    if arguments[0] in ("assess", "precheck"):
        done = run(*arguments, "--policy", "./none.yaml", VENDORCHECK_POLICY="strict")
        assert done.stderr.startswith("vendorcheck: there is no file ./none.yaml")


def test_precheck_reads_a_file_that_answers_it(folder: Path) -> None:
    done = run("precheck", str(folder / "v67.yaml"), "--policy", str(folder / "policy.yaml"), *DAY)
    assert done.exit_code == 0, done.stderr


def test_it_is_chosen_by_its_id(folder: Path) -> None:
    assert [found["id"] for found in assessed(folder, "-q", "q67")["questionnaires"]] == ["q67"]
    assert 'there is no questionnaire "q6"; did you mean "q67"?' in refused(folder, "-q", "q6")


def test_a_built_in_policy_knows_none(folder: Path) -> None:
    done = run("assess", str(folder / "v67.yaml"), "--policy", "default", *DAY)
    assert done.exit_code == 2
    assert 'there is no questionnaire "q67"' in done.stderr


def test_a_listed_one_replaces_a_built_in_one_of_the_version_that_it_names(folder: Path) -> None:
    (folder / "sso.yaml").write_text(OWN.format(id="sso"))
    (folder / "policy.yaml").write_text(replacing_sso(POLICY))
    assert assessed(folder)["questionnaires"][0]["title"] == "Our own"
    (folder / "policy.yaml").write_text(replacing_sso(POLICY, "0.9"))
    told = refused(folder)
    assert 'policy.yaml:5:55: error[replaces-wrong] the built-in questionnaire "sso" has' in told


def test_a_file_that_a_person_names_wins(folder: Path) -> None:
    (folder / "other").mkdir()
    other = folder / "other" / "q67.yaml"
    other.write_text(OWN.format(id="q67").replace("Our own", "Another"))
    assert assessed(folder)["questionnaires"][1]["title"] == "Our own"
    assert assessed(folder, "-q", str(other))["questionnaires"][0]["title"] == "Another"


def break_shape(text: str) -> str:
    return text.replace("yes_no", "yesno")


def break_meaning(text: str) -> str:
    return text.replace("ask:", "when: {b: ['yes']}, ask:")


def break_syntax(text: str) -> str:
    return text + "sections: [\n"


@pytest.mark.parametrize(
    ("breaks", "place"), [(break_shape, ":9:19:"), (break_meaning, ":9:34:"), (break_syntax, ":")]
)
def test_a_broken_one_is_told_where_it_is_needed(
    folder: Path, breaks: Callable[[str], str], place: str
) -> None:
    (folder / "q67.yaml").write_text(breaks(OWN.format(id="q67")))
    assert f"q67.yaml{place}" in refused(folder)
    (folder / "v67.yaml").write_text(VENDOR.partition("responses")[0])
    (folder / "policy.yaml").write_text(POLICY.replace(", q67", ""))
    assert assessed(folder)["questionnaires"][0]["id"] == "sso"


def test_two_of_the_same_id_are_refused(folder: Path) -> None:
    (folder / "zz.yaml").write_text(OWN.format(id="q67"))
    for listed in ("q67.yaml, zz.yaml", '"*.yaml"', 'q67.yaml, "[z]*.yaml"'):
        (folder / "policy.yaml").write_text(POLICY.replace("q67.yaml", listed))
        told = refused(folder)
        assert "error[repeated-id] q67.yaml already has the questionnaire" in told
    # One that is not listed does not count, whatever it claims.
    (folder / "policy.yaml").write_text(POLICY)
    data, told = assessed_with_warnings(folder)
    assert data["questionnaires"][1]["title"] == "Our own"
    assert "zz.yaml:2:5: warning[unlisted-questionnaire]" in told
    # A person who names one of them has said which is meant.
    assert assessed(folder, "-q", str(folder / "zz.yaml"))["questionnaires"][0]["id"] == "q67"


def test_two_may_refer_to_each_other(folder: Path) -> None:
    for name, other in (("q67", "q68"), ("q68", "q67")):
        text = OWN.format(id=name).replace(
            "  - {id: a", "  - {id: b, type: yes_no, ask: B?}\n  - {id: a"
        )
        (folder / f"{name}.yaml").write_text(
            text.replace("ask: Is", f"when: {{{other}/b: ['yes']}}, ask: Is")
        )
    (folder / "policy.yaml").write_text(POLICY.replace("[q67.yaml]", '["q6*.yaml"]'))
    assert [found["id"] for found in assessed(folder)["questionnaires"]] == ["sso", "q67"]
    # The error of the one that is only referred to is told as well.
    (folder / "q68.yaml").write_text(break_shape((folder / "q68.yaml").read_text()))
    assert "q68.yaml:9:" in refused(folder)


FOUND = {
    "block.yaml": (OWN.format(id="block"), "block"),
    "comment.yml": (
        "# Ours\r\n\r\n" + OWN.format(id="'comment' # its id").replace("\n", "\r\n"),
        "comment",
    ),
    "mark.yaml": ("\ufeff" + OWN.format(id="mark"), "mark"),
    "compact.JSON": (
        '{"checks":[{"id":"no"}],"id":"compact","vendorcheck":"questionnaire/1"}',
        "compact",
    ),
    "broken.json": ('{"vendorcheck": "questionnaire/1", "id": "broken",', "broken"),
    "braces.yaml": ("{vendorcheck: questionnaire/1, id: braces}", "braces"),
    "commented.yaml": ("# c\n{vendorcheck: questionnaire/1, id: commented}", "commented"),
    "quoting.yaml": (
        'vendorcheck: questionnaire/1\ntitle: "Some\nid: foo\nthing"\nid: quoting\n',
        "quoting",
    ),
    "asked.yaml": ("vendorcheck: questionnaire/1\n? id\n: asked\n", "asked"),
    "twice.yaml": (OWN.format(id="twice") + "title: Again\n", "twice"),
    "broken.yaml": (OWN.format(id="unclosed") + "sections: [\n", "unclosed"),
    "lines.yaml": ("\n" * 70_000, None),
    "commas.yaml": ("{," * 20_000 + " " * 30_000, None),
    "nobody.yaml": ("vendorcheck: questionnaire/1\nid: [a]\n", None),
    "unnamed.yaml": ("vendorcheck: questionnaire/1\nsections: [\n", None),
    "nameless.yaml": ("vendorcheck: questionnaire/1\nsections:\n- id: s\n", None),
    "policy.yaml": ("vendorcheck: policy/1\nid: policy\n", None),
    "quoted.yaml": (
        "vendorcheck: vendor/1\nid: x\nnote: |\n  vendorcheck: questionnaire/1\n",
        None,
    ),
    "quoted.json": (
        '{"vendorcheck": "vendor/1", "id": "x", "n": ", vendorcheck: questionnaire/1"}',
        None,
    ),
    "late.yaml": ("#" * 70_000 + "\n" + OWN.format(id="late"), None),
    "other.txt": (OWN.format(id="other"), None),
}


def test_a_questionnaire_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    for name, (text, _) in FOUND.items():
        (tmp_path / name).write_bytes(text.encode())
    (tmp_path / "wide.yaml").write_bytes(OWN.format(id="wide").encode("utf-16"))
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "nowhere.yaml").symlink_to(tmp_path / "gone.yaml")
    expected = {str(tmp_path / name): found for name, (_, found) in FOUND.items()}
    expected |= {
        str(tmp_path / "wide.yaml"): "wide",
        str(tmp_path / "folder.yaml"): None,
        str(tmp_path / "nowhere.yaml"): None,
    }
    del expected[str(tmp_path / "other.txt")]
    assert {path: questionnaire_id_in(path) for path in data_files_in(str(tmp_path))} == expected


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(VendorcheckError, match="can't be read: no such file"):
        data_files_in(str(tmp_path / "none"))


def test_nothing_is_checked_before_it_is_asked_for(folder: Path) -> None:
    (folder / "q67.yaml").write_text(break_shape(OWN.format(id="q67")))
    library = with_policy_list(Library(), str(folder / "policy.yaml"))
    assert "sso" in library
    assert "q67" in library
    assert list(library)[-1] == "q67"
    assert len(library) == len(Library()) + 1
    for _ in range(2):
        # What was swallowed once is told the next time.
        with pytest.raises(InvalidFile, match=re.escape("yesno")):
            library["q67"]


def test_what_is_built_in_is_read_once_in_a_process() -> None:
    first, second = Library(), Library()
    assert first.load("sso") is second.load("sso")
    # Excerpts need its text, whoever has read it.
    text = Path(second.load("sso").document.file).read_text(encoding="utf-8")
    assert first.texts == second.texts == {second.load("sso").document.file: text}
    assert known_control_ids() is known_control_ids()
    with pytest.raises(TypeError):
        known_control_ids()["ours-1.0"] = frozenset()  # type: ignore[index]


SSO_REPLY = """vendorcheck: questionnaire/1
id: sso
version: "9"
title: As the vendor would like it
sections:
- {id: sign-in, title: S, questions: [{id: nice, type: text, ask: How nice?}]}
"""


def test_a_vendors_reply_in_the_folder_changes_no_verdict(folder: Path) -> None:
    """A file that claims to be a built-in questionnaire, saved beside the policy, is not used."""
    before = assessed(folder)
    (folder / "reply.yaml").write_text(SSO_REPLY)
    (folder / "link.yaml").symlink_to(folder / "reply.yaml")
    after, told = assessed_with_warnings(folder)
    assert after == before
    assert "reply.yaml:2:5: warning[unlisted-questionnaire]" in told
    assert 'this claims to be the questionnaire "sso", but the policy does not list it' in told
    assert told.count("warning[") == 1
    done = run("precheck", str(folder / "v67.yaml"), "--policy", str(folder / "policy.yaml"), *DAY)
    assert "warning[unlisted-questionnaire]" in done.stderr
    # A glob does not match it either, and validate says so, too.
    for listed in ("q67.yaml", '"*.yaml"', '"**/*.yaml"', '"[q-r]*"'):
        (folder / "policy.yaml").write_text(POLICY.replace("q67.yaml", listed))
        assert assessed(folder)["score"] == before["score"]
        done = run("validate", str(folder))
        assert done.exit_code == 0
        assert re.findall(r"\w+\[(.*?)\] ", done.stdout) == ["unlisted-questionnaire"]
        done = run("validate", str(folder), "--strict")
        assert done.exit_code == 1
    # A copy of the built-in one replaces nothing.
    (folder / "reply.yaml").write_text(
        (REPOSITORY / "questionnaires" / "sso.yaml").read_text(encoding="utf-8")
    )
    assert "unlisted" not in assessed_with_warnings(folder)[1]
    # What a person names counts.
    (folder / "reply.yaml").write_text(SSO_REPLY)
    chosen = assessed(folder, "-q", str(folder / "reply.yaml"))
    assert chosen["questionnaires"][0]["title"] == "As the vendor would like it"


def test_validate_does_not_check_answers_against_an_unlisted_file(folder: Path) -> None:
    (folder / "reply.yaml").write_text(SSO_REPLY)
    (folder / "v67.yaml").write_text(VENDOR + "  sso: {answers: {nice: Very.}}\n")
    for options in ((), ("--policy", str(folder / "policy.yaml"))):
        done = run("validate", str(folder), *options)
        assert re.findall(r"(\w+).yaml:\d+:\d+: \w+\[(.*?)\] ", done.stdout) == [
            ("reply", "unlisted-questionnaire"),
            ("v67", "unknown-question"),
        ]


WRONG_LISTS = {
    "absolute": ("/etc/q67.yaml", "path-outside"),
    "above": ("../q67.yaml", "path-outside"),
    "above later": ("own/../../q67.yaml", "path-outside"),
    "glob above": ('"../*.yaml"', "path-outside"),
    "home": ("~/q67.yaml", "path-outside"),
    "drive": ("C:/q67.yaml", "path-outside"),
    "relative to a drive": ("C:q67.yaml", "path-outside"),
    "network": (r"\\host\share\q67.yaml", "path-outside"),
    "backslash": (r"own\q67.yaml", "path-outside"),
    "link": ("link.yaml", "path-outside"),
    "through a linked folder": ("linked/q.yaml", "path-outside"),
    "glob through a link": ("'lin*.yaml'", "path-outside"),
    "missing": ("q68.yaml", "file-not-found"),
    "folder": ("own", "file-not-found"),
    "id": ("sso", "file-not-found"),
    "no questionnaire": ("v67.yaml", "unknown-kind"),
    "nothing that can be read": ("broken.yaml", "unknown-kind"),
    "built-in id": ("sso.yaml", "replaces-missing"),
    "built-in id, long": ("{file: sso.yaml}", "replaces-missing"),
    "other version": ('{file: sso.yaml, replaces: "0.9"}', "replaces-wrong"),
    "replaces nothing": ('{file: q67.yaml, replaces: "1.0"}', "replaces-wrong"),
    "glob that replaces": ('{file: "s*.yaml", replaces: "1.0"}', "replaces-wrong"),
    "empty": ('""', "empty-value"),
    "unknown key": ("{file: q67.yaml, replace: x}", "unknown-key"),
    "no file": ("{replaces: x}", "missing-key"),
}


@pytest.mark.parametrize("case", WRONG_LISTS)
def test_what_is_wrong_with_a_list_is_an_error_at_its_entry(folder: Path, case: str) -> None:
    entry, code = WRONG_LISTS[case]
    home = folder / "home"
    (home / "own").mkdir(parents=True)
    for name in ("q67.yaml", "v67.yaml"):
        (folder / name).rename(home / name)
    (home / "sso.yaml").write_text(OWN.format(id="sso"))
    (home / "broken.yaml").write_text("[")
    (folder / "out").mkdir()
    (folder / "out" / "q.yaml").write_text(OWN.format(id="out"))
    (home / "link.yaml").symlink_to(folder / "out" / "q.yaml")
    (home / "linked").symlink_to(folder / "out")
    policy = home / "policy.yaml"
    policy.write_text(POLICY.replace("[q67.yaml]", f"[{entry}]").replace("sso, q67", "security"))
    done = run("assess", str(home / "v67.yaml"), "--policy", str(policy), *DAY)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "policy.yaml:5:" in done.stderr
    assert f"error[{code}]" in done.stderr
    done = run("validate", str(policy))
    assert done.exit_code == 1
    assert f"error[{code}]" in done.stdout


@pytest.mark.parametrize(("entry", "hint"), [("q68.yaml", "q67.yaml"), ("v67.yml", "q67.yaml")])
def test_for_a_file_that_is_not_there_only_questionnaires_are_suggested(
    folder: Path, entry: str, hint: str
) -> None:
    policy = folder / "p67.yaml"
    policy.write_text(POLICY.replace("[q67.yaml]", f"[{entry}]").replace("sso, q67", "security"))
    done = run("validate", str(policy))
    assert f'did you mean "{hint}"?' in done.stdout
    # The hint is followed, and leads further.
    policy.write_text(policy.read_text().replace(entry, hint))
    assert run("validate", str(policy)).exit_code == 0


def test_lists_that_are_right(folder: Path) -> None:
    (folder / "own" / "deep").mkdir(parents=True)
    (folder / "q67.yaml").rename(folder / "own" / "deep" / "q67.yaml")
    (folder / "own" / "inside.yaml").symlink_to(folder / "own" / "deep" / "q67.yaml")
    (folder / "own" / "notes.yaml").write_text("a: b\n")
    for listed in ("own/deep/q67.yaml", '"own/**/*.yaml"', "'own/*/q*'", "own/inside.yaml"):
        (folder / "policy.yaml").write_text(POLICY.replace("q67.yaml", listed))
        data, told = assessed_with_warnings(folder)
        assert [found["id"] for found in data["questionnaires"]] == ["sso", "q67"]
        assert told == ""
    (folder / "policy.yaml").write_text(POLICY.replace("[", '["none/*.yaml", own/deep/', 1))
    assert "policy.yaml:5:18: warning[glob-without-file]" in assessed_with_warnings(folder)[1]


def test_the_problems_of_the_named_policy_are_among_those_of_validate(folder: Path) -> None:
    policy, vendor = str(folder / "policy.yaml"), str(folder / "v67.yaml")
    (folder / "policy.yaml").write_text(POLICY.replace("q67.yaml", "q68.yaml"))
    for options, variable in ((("--policy", policy), ""), ((), policy)):
        done = run("validate", vendor, *options, "--format", "json", VENDORCHECK_POLICY=variable)
        assert done.exit_code == 1
        told = [
            (Path(found["file"]).name, found["code"])
            for found in json.loads(done.stdout)["problems"]
        ]
        assert told == [
            ("policy.yaml", "file-not-found"),
            ("policy.yaml", "unknown-questionnaire"),
            ("v67.yaml", "unknown-questionnaire"),
        ]
    # Once, under whatever name the same file is given.
    again = run("validate", vendor, f"{folder}/./policy.yaml", "--policy", policy)
    assert again.stdout.count("file-not-found]") == 1


@pytest.mark.parametrize("name", ["json", "markdown", "html", "summary", "trial"])
def test_every_report_names_what_is_not_built_in(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "own").mkdir()
    (folder / "q67.yaml").rename(folder / "own" / "q67.yaml")
    (folder / "policy.yaml").write_text(POLICY.replace("q67.yaml", "own/q67.yaml"))
    file, policy = str(folder / "v67.yaml"), str(folder / "policy.yaml")
    done = run("assess", file, "--policy", policy, "--format", name, "--no-input", *DAY)
    assert "own/q67.yaml" in done.stdout, done.stderr
    assert str(folder) not in done.stdout
    options = ("--policy", policy, "-q", "sso", "--format", name, "--no-input", *DAY)
    done = run("assess", file, *options)
    assert done.exit_code == 0, done.stderr
    assert "ot built in" not in done.stdout
    if name == "json":
        used = json.loads(done.stdout)["provenance"]["questionnaires"]
        assert [entry["file"] for entry in used] == [None]
    # The path of a file that a person chose stays as it was named.
    monkeypatch.chdir(folder / "own")
    done = run("assess", file, "-q", "./q67.yaml", "--format", name, "--no-input", *DAY)
    assert "./q67.yaml" in done.stdout


@pytest.mark.parametrize("name", ["precheck", "brief"])
def test_the_pre_check_names_what_is_not_built_in(folder: Path, name: str) -> None:
    (folder / "q67.yaml").write_text(
        OWN.format(id="q67").replace("id: a,", "id: a, precheck: true,")
    )
    file, policy = str(folder / "v67.yaml"), str(folder / "policy.yaml")
    done = run("precheck", file, "--policy", policy, "--format", name, "--no-input", *DAY)
    assert "q67 (q67.yaml)" in done.stdout
    done = run("assess", file, "--policy", policy, "--format", name, "--no-input", *DAY)
    assert "q67 (q67.yaml)" in done.stdout
    (folder / "policy.yaml").write_text(POLICY.replace(", q67", ""))
    done = run("precheck", file, "--policy", policy, "--format", name, "--no-input", *DAY)
    assert "q67" not in done.stdout


def test_a_file_that_the_list_names_wrongly_is_told_once(folder: Path) -> None:
    (folder / "sso.yaml").write_text(OWN.format(id="sso"))
    (folder / "policy.yaml").write_text(POLICY.replace("[q67", "[sso.yaml, q67"))
    done = run("validate", str(folder))
    assert re.findall(r" \w+\[(.*?)\] ", done.stdout) == ["replaces-missing"]
    # A pattern that finds nothing of the kind says so.
    (folder / "policy.yaml").write_text(POLICY.replace("[q67", '["v*.yaml", q67'))
    done = run("validate", str(folder))
    assert re.findall(r" \w+\[(.*?)\] ", done.stdout) == [
        "glob-without-file",
        "unlisted-questionnaire",
    ]


@pytest.mark.parametrize("other", ["q67.yaml", "./q67.yaml", "{file: q67.yaml}", "'q67*.yaml'"])
def test_for_a_file_that_is_not_there_none_is_suggested_that_is_listed(
    folder: Path, other: str
) -> None:
    policy = folder / "p67.yaml"
    policy.write_text(POLICY.replace("[q67.yaml]", f"[q68.yaml, {other}]"))
    done = run("validate", str(policy))
    assert "there is no file q68.yaml in the policy's folder" in done.stdout
    assert "did you mean" not in done.stdout
    (folder / "q69.yaml").write_text(OWN.format(id="q69"))
    assert 'did you mean "q69.yaml"?' in run("validate", str(policy)).stdout
