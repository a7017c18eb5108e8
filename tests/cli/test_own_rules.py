"""Whoever wants rules of their own reads the built-in ones, copies one, and changes it."""

import json
from pathlib import Path

import pytest
import yaml

from locations import REPOSITORY
from running import DAY, on_screen, run
from vendorcheck.cli._exit_code import ExitCode

POLICIES = sorted(path.stem for path in (REPOSITORY / "policies").glob("*.yaml"))
QUESTIONNAIRES = sorted(path.stem for path in (REPOSITORY / "questionnaires").glob("*.yaml"))
OWN = 'vendorcheck: policy/1\nid: ours\nversion: "7"\ntitle: What we want\n'


def source(name: str) -> str:
    folder = "policies" if name in POLICIES else "questionnaires"
    return (REPOSITORY / folder / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("counts", POLICIES)
def test_policies_lists_them_and_says_which_one_counts(counts: str) -> None:
    done = run("policies", VENDORCHECK_POLICY=counts)
    assert done.exit_code == ExitCode.OK
    lines = done.stdout.splitlines()
    names = [line.split()[0] for line in lines if " 2.0  " in line]
    assert names == POLICIES == ["default", "light", "strict"]
    note = lines.index("    It counts where no other is named.")
    assert [line.split()[0] for line in lines[:note] if " 2.0  " in line][-1] == counts


def test_policies_lists_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ours.yaml").write_text(OWN)
    done = run("policies", VENDORCHECK_POLICY="ours.yaml")
    assert (
        "ours.yaml 7  What we want\n"
        "    Approve from 80 %, with conditions from 60 %. Tiers: none.\n"
        "    It counts where no other is named.\n"
    ) in done.stdout


def test_a_policy_with_errors_is_reported_below_those_that_are_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ours.yaml").write_text(OWN + "approve_at: much\n")
    done = run("policies", VENDORCHECK_POLICY="ours.yaml")
    assert done.exit_code == ExitCode.ERROR
    assert done.stdout.startswith("default 2.0")
    assert "ours.yaml:5:13" in done.stderr


@pytest.mark.parametrize("name", POLICIES)
def test_show_tells_a_policy_in_words(name: str) -> None:
    page = run("show", name).stdout
    policy = yaml.safe_load(source(name))
    assert page.startswith(f"# {policy['title']}\n")
    for tier in policy["tiers"]:
        assert f"### {tier['title']}\n" in page
    for question in policy["questions"]:
        assert f"`{question}`" in page


def test_show_tells_a_policy_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ours.yaml").write_text(OWN)
    assert run("show", "ours.yaml").stdout.startswith("# What we want\n")
    Path("wrong.yaml").write_text(OWN + "aprove_at: 80\n")
    done = run("show", "wrong.yaml")
    assert done.exit_code == ExitCode.ERROR
    assert "wrong.yaml:5:1" in done.stderr


@pytest.mark.parametrize("name", [*POLICIES, *QUESTIONNAIRES])
def test_a_copy_is_the_file_and_valid_wherever_it_lies(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("show", name, "--yaml", "-o", "ours.yaml").exit_code == ExitCode.OK
    copy = Path("ours.yaml").read_text(encoding="utf-8")
    # Nothing is lost but the line that names a schema in the folder of the original.
    assert copy.splitlines() == source(name).splitlines()[1:]
    assert "yaml-language-server" not in copy
    assert run("show", name, "--yaml").stdout == copy
    assert run("validate", "--strict", "ours.yaml").exit_code == ExitCode.OK


def test_a_copy_can_be_used_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("show", "light", "--yaml", "-o", "ours.yaml")
    acme = str(REPOSITORY / "examples/acme.yaml")
    arguments = ("assess", acme, "--no-input", "--format", "json", *DAY)
    copied, built_in = (
        json.loads(run(*arguments, "--policy", policy).stdout) for policy in ("ours.yaml", "light")
    )
    assert copied["verdict"] == built_in["verdict"]
    assert copied["score"] == built_in["score"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (
            ("light", "--yaml", "-o", "ours.yaml"),
            "vendorcheck assess VENDOR_FILE --policy ours.yaml",
        ),
        (("sso", "--yaml", "-o", "ours.yaml"), "vendorcheck assess VENDOR_FILE -q ours.yaml"),
        (("light", "--yaml"), "vendorcheck assess VENDOR_FILE --policy YOUR_FILE"),
        (("light",), "Use it: vendorcheck assess VENDOR_FILE --policy light"),
    ],
)
def test_show_ends_by_saying_how_to_use_it(
    arguments: tuple[str, ...], hint: str, tmp_path: Path
) -> None:
    screen = on_screen("show", *arguments, environ={"TERM": "dumb"}, folder=tmp_path)
    assert hint in screen.text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("defualt",), 'there is no questionnaire or policy "defualt"; did you mean "default"?'),
        (("ssso",), 'there is no questionnaire or policy "ssso"; did you mean "sso"?'),
        (("zzz",), "vendorcheck questionnaires and vendorcheck policies list those that are known"),
        (("sso/mfa", "--yaml"), "--yaml shows a whole file: vendorcheck show sso --yaml"),
        (("nothere.yaml", "--yaml"), "there is no file nothere.yaml"),
    ],
)
def test_what_cannot_be_shown(arguments: tuple[str, ...], message: str) -> None:
    done = run("show", *arguments)
    assert done.exit_code == ExitCode.ERROR
    assert message in " ".join(done.stderr.split())


@pytest.mark.parametrize("command", ["assess", "precheck", "validate"])
def test_help_names_the_built_in_policies(command: str) -> None:
    assert "default, light, strict, or a file" in " ".join(run(command, "--help").stdout.split())


def deciding_questions(policy: str) -> set[str]:
    """Return the questions of the request that the tiers of a built-in policy name."""

    def names(condition: object) -> set[str]:
        if isinstance(condition, list):
            return set().union(*map(names, condition))
        if not isinstance(condition, dict):
            return set()
        own = {key.removeprefix("request/") for key in condition if key.startswith("request/")}
        return own.union(*map(names, condition.values()))

    return names(yaml.safe_load(source(policy))["tiers"])


@pytest.mark.parametrize("policy", POLICIES)
def test_a_new_vendor_file_offers_the_request(policy: str) -> None:
    text = run("new", "vendor", "Acme", "-o", "-", VENDORCHECK_POLICY=policy).stdout
    offered = {
        line.strip("# ").partition(":")[0]
        for line in text.splitlines()
        if line.startswith("      # ")
    }
    assert deciding_questions(policy)
    assert deciding_questions(policy) <= offered


def test_a_tier_comes_about_from_what_a_new_vendor_file_offers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "vendor", "Acme")
    text = Path("acme.yaml").read_text(encoding="utf-8")
    head, request, rest = text.partition("  request:\n")
    request, sso, rest = rest.partition("  sso:\n")
    answers = {"data": "[customers]", "people": "200", "seats": "5", "outage": "nothing-much"}
    answers["connections"] = "[none]"
    lines = [
        f"      {key}: {answers[key]}"
        if (key := line.strip(" #").partition(":")[0]) in answers
        else line.replace(" {}", "")
        for line in request.splitlines()
    ]
    Path("acme.yaml").write_text("\n".join([f"{head}  request:", *lines, f"{sso}{rest}"]))
    report = run("assess", "acme.yaml", "--no-input", "--format", "json", *DAY).stdout
    assert json.loads(report)["tier"] == "high"


def test_a_new_vendor_file_offers_no_answers_of_the_vendor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tier may go by what a vendor answers, which is nothing for us to write down."""
    monkeypatch.chdir(tmp_path)
    tiers = (
        "tiers:\n"
        "  - {id: a, title: A, when: {sso/sso-protocol: [none]}, questionnaires: [request, sso]}\n"
        "  - {id: b, title: B, when: {request/outage: [stops-us]}, questionnaires: [request]}\n"
    )
    Path("ours.yaml").write_text(OWN + tiers)
    text = run("new", "vendor", "Acme", "-o", "-", VENDORCHECK_POLICY="ours.yaml").stdout
    assert "      # outage:  # one of nothing-much, slows-us, stops-us\n" in text
    assert list(yaml.safe_load(text)["responses"]) == ["request", "sso"]
    assert "      # sso-protocol:  # one of" not in text


@pytest.mark.parametrize("name", ["@REQUEST@", "@ID@", "@TODAY@ @NAME@"])
def test_a_name_is_only_a_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    run("new", "vendor", name, "-o", str(path))
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["vendor"]["name"] == name
