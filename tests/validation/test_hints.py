"""Hints get people further: what each says is done to the file, which is good afterwards.

The mark « » surrounds what is wrong: the problem stands at its begin, and what the hint says to
write takes its place.
"""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hints import QUESTIONNAIRE, VENDOR, followed, place_of, problems_in, replacements, unmarked
from vendorcheck.cli._app import app
from vendorcheck.cli._exit_code import ExitCode

NO_NUMBER, NO_WHOLE, NO_LENGTH = "number", "whole number", "duration such as 30 days"
DAY_0 = "write 2025-12-01"
ANSWERS = [
    # an option by its label, in capitals, or between curly quotes
    ("storage", "In the European Union", "none of the options", 'did you mean "eu"?'),
    ("storage", "in the european union.", "none of the options", 'did you mean "eu"?'),
    ("storage", "Somewhere in Europe", "none of the options", 'did you mean "eu"?'),
    ("storage", "“eu”", "none of the options", 'did you mean "eu"?'),
    ("storage", "us only", "none of the options", 'did you mean "us-only"?'),
    ("storage", "In the United States, only", "none of the options", 'did you mean "us-only"?'),
    ("places", "Frankfurt, Germany", "none of the options", 'did you mean "frankfurt"?'),
    ("sso", "“Yes”", "neither yes nor no", "write yes"),
    # commas, points and percent signs
    ("uptime", "0,33", NO_NUMBER, "write 0.33"),
    ("uptime", "0,333", NO_NUMBER, "write 0.333"),
    ("uptime", "99,9", NO_NUMBER, "write 99.9"),
    ("uptime", "99,95 %", NO_NUMBER, "write 99.95"),
    ("uptime", "40,000", NO_NUMBER, "write 40 or 40000"),
    ("uptime", "1.234,5", NO_NUMBER, "write 1234.5"),
    ("uptime", "1,234.5", NO_NUMBER, "write 1234.5"),
    ("uptime", "at least 99.9 %", NO_NUMBER, "write 99.9"),
    ("uptime", "99.5 to 99.9", NO_NUMBER, "write 99.5 or 99.9"),
    # what is counted
    ("mails", "25000.0", NO_WHOLE, "write 25000"),
    ("mails", "25k", NO_WHOLE, "write 25000"),
    ("mails", "1,5k", NO_WHOLE, "write 1500"),
    ("mails", "1.5 million", NO_WHOLE, "write 1500000"),
    ("mails", "ca. 25000", NO_WHOLE, "write 25000"),
    ("mails", "about 40,000 mails", NO_WHOLE, "write 40 or 40000"),
    ("mails", "~25000", NO_WHOLE, "write 25000"),
    ("mails", "25000+", NO_WHOLE, "write 25000"),
    ("mails", "25000-30000", NO_WHOLE, "write 25000 or 30000"),
    ("mails", "twelve", NO_WHOLE, "write 12"),
    ("mails", "“25000”", NO_WHOLE, "write 25000"),
    # lengths of time
    ("recovery", "4h", NO_LENGTH, "write 4 hours"),
    ("recovery", "24 hrs", NO_LENGTH, "write 24 hours"),
    ("recovery", "90d", NO_LENGTH, "write 90 days"),
    ("recovery", "P30D", NO_LENGTH, "write 30 days"),
    ("recovery", "PT4H", NO_LENGTH, "write 4 hours"),
    ("recovery", "P1Y6M", NO_LENGTH, "write 18 months"),
    ("recovery", "15 min", NO_LENGTH, "write 15 minutes"),
    ("recovery", "15m", NO_LENGTH, "write 15 minutes or 15 months"),
    ("recovery", "4h30m", NO_LENGTH, "write 270 minutes"),
    ("recovery", "365", NO_LENGTH, "add the unit, such as 365 days or 365 hours"),
    ("recovery", "quarterly", NO_LENGTH, "write 3 months"),
    ("recovery", "every 2 weeks", NO_LENGTH, "write 2 weeks"),
    ("recovery", "once a year", NO_LENGTH, "write 1 year"),
    ("recovery", "within 30 days", NO_LENGTH, "write 30 days"),
    ("recovery", "30 days or less", NO_LENGTH, "write 30 days"),
    ("recovery", "1-2 days", NO_LENGTH, "write 1 day or 2 days"),
    ("recovery", "two weeks", NO_LENGTH, "write 2 weeks"),
    ("recovery", "10 business days", NO_LENGTH, "write 10 working days"),
    ("recovery", "40,000 hours", NO_LENGTH, "write 40 hours or 40000 hours"),
    ("recovery", "“30 days”", NO_LENGTH, "write 30 days"),
    ("kept", "as long as you like", f"{NO_LENGTH}, or for-ever", 'did you mean "for-ever"?'),
    ("kept", "90d", f"{NO_LENGTH}, or for-ever", "write 90 days"),
    # days
    ("tested", "46000", "date", "write 2025-12-09 if this is the day number of a spreadsheet"),
    ("tested", "46000.75", "date", "write 2025-12-09 if this is the day number of a spreadsheet"),
    ("tested", "1764547200", "date", f"{DAY_0} if these are the seconds since 1970"),
    ("tested", "1764547200000", "date", f"{DAY_0} if these are the milliseconds since 1970"),
    ("tested", "2026-10-22T10:00:00Z", "date", "write 2026-10-22"),
    ("tested", "2026-10-22 10:00:00.123+02:00", "date", "write 2026-10-22"),
    ("tested", "20261022", "date", "write 2026-10-22"),
    ("tested", "“2026-10-22”", "date", "write 2026-10-22"),
]  # fmt: skip
"""A question, an answer to it, what the answer is not, and the hint."""
IDS = [f"{question}-{answer}" for question, answer, _, _ in ANSWERS]


def message_of(answer: str, kind: str) -> str:
    article = "" if kind.startswith(("n", "N")) and kind != NO_NUMBER else "not a "
    return f'"{answer}" is {article}{kind}'


@pytest.mark.parametrize(("question", "answer", "kind", "hint"), ANSWERS, ids=IDS)
@pytest.mark.parametrize("form", ["{question}: «{plain}»", "{question}: {{answer: «{quoted}»}}"])
def test_an_answer_is_good_once_its_hint_is_followed(
    tmp_path: Path, question: str, answer: str, kind: str, hint: str, form: str
) -> None:
    quoted = json.dumps(answer, ensure_ascii=False)
    text = VENDOR + "      " + form.format(question=question, plain=answer, quoted=quoted) + "\n"
    (problem,) = problems_in(tmp_path / "v.yaml", unmarked(text))
    assert (problem.location.line, problem.location.column) == place_of(text)
    assert (problem.message, problem.hint) == (message_of(answer, kind), hint)
    for mended in followed(text, hint):
        assert problems_in(tmp_path / "v.yaml", mended) == []


@pytest.mark.parametrize(("question", "answer", "kind", "hint"), ANSWERS, ids=IDS)
def test_an_answer_in_json_is_good_once_its_hint_is_followed(
    tmp_path: Path, question: str, answer: str, kind: str, hint: str
) -> None:
    def written(value: str) -> str:
        answers = {question: {"answer": value}}
        responses = {"demo": {"version": "1.0", "answers": answers}}
        return json.dumps(
            {"vendorcheck": "vendor/1", "vendor": {"name": "Acme"}, "responses": responses}
        )

    (problem,) = problems_in(tmp_path / "v.json", written(answer))
    assert (problem.message, problem.hint) == (message_of(answer, kind), hint)
    for mended in replacements(hint):
        assert problems_in(tmp_path / "v.json", written(mended)) == []


def test_answers_of_set_are_good_once_their_hints_are_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    Path("v.yaml").write_text("vendorcheck: vendor/1\nvendor: {name: Acme}\n", encoding="utf-8")

    def assess(answers: list[tuple[str, str]]) -> tuple[int, str]:
        command = ["assess", "v.yaml", "-q", "q.yaml", "--no-input"]
        for question, answer in answers:
            command += ["--set", f"demo/{question}={answer}"]
        result = CliRunner().invoke(app, command)
        return result.exit_code, result.stderr

    code, said = assess([(question, answer) for question, answer, _, _ in ANSWERS])
    assert code == ExitCode.ERROR
    assert said.removeprefix("vendorcheck: ").splitlines() == [
        f"--set demo/{question}={answer}: {message_of(answer, kind)}; {hint}"
        for question, answer, kind, hint in ANSWERS
    ]
    followed_answers = [
        (question, mended) for question, _, _, hint in ANSWERS for mended in replacements(hint)
    ]
    assert assess(followed_answers)[0] == ExitCode.OK


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("storage", "In Antarctica"),
        ("uptime", "1,5,0"),
        ("uptime", "high"),
        ("mails", "25000.5"),
        ("mails", "25000 letters"),
        ("recovery", "24/7"),
        ("recovery", "immediately"),
        ("recovery", "1 month 3 days"),
        ("recovery", "30 days after notice"),
        ("tested", "12"),
        ("tested", "2026-10-22T10"),
        ("words", ""),
    ],
)
def test_nothing_is_suggested_for_what_means_nothing(
    tmp_path: Path, question: str, answer: str
) -> None:
    (problem,) = problems_in(tmp_path / "v.yaml", f"{VENDOR}      {question}: {answer}\n")
    general = ("choose from", "write a ", "write it as year-month-day", "write a value")
    assert problem.hint.startswith(general)


# ---- amounts that authors write

BANDS = (
    QUESTIONNAIRE.replace(
        'type: duration, ask: "How long?"}',
        'type: duration, ask: "How long?", finding: It lasts, remedy: Be quick., '
        "bands: [{at_most: 30 days, credit: 1}, {at_most: 60 days, credit: 0.5}, {credit: 0}]}",
    )
    .replace(
        'type: number, unit: percent, ask: "How much?"}',
        'type: number, unit: percent, ask: "How much?", weight: 2, finding: It fails, '
        "remedy: Be there., bands: [{at_least: 99.5, credit: 1}, {credit: 0}], "
        "when: {mails: {at_least: 1000}}}",
    )
    .replace(
        'type: date, ask: "When?"}',
        'type: date, ask: "When?", finding: Long ago, remedy: Test it., '
        "bands: [{within: 12 months, credit: 1}, {credit: 0}], "
        "when: {recovery: {at_most: 30 days}}}",
    )
)
POLICY = """\
vendorcheck: policy/1
id: ours
version: "1.0"
title: Ours
approve_at: 80
evidence_valid_for: 12 months
weights: {low: 1, medium: 3, high: 5, critical: 10}
questionnaires: [demo.yaml]
questions: {sso/scim: {blocker: {at_least: 0.5}}}
tiers:
  - {id: all, title: All, questionnaires: [sso], reassess_after: 12 months}
"""
SHARE, BLOCKER = (
    "a share is a number from 0 to 1",
    "what a blocker must earn is a number from 0 to 1",
)
PERCENT, WEIGHT = "a percentage is a number from 0 to 100", "a weight is a number from 0 to 1000"
AUTHORS = [
    (BANDS, "at_most: «30 days»", "4h", "write 4 hours"),
    (BANDS, "at_most: «30 days»", "P30D", "write 30 days"),
    (BANDS, "at_most: «30 days»", "30", "add the unit, such as 30 days or 30 hours"),
    (BANDS, "at_most: «60 days»", "within 60 days", "write 60 days"),
    (BANDS, "at_least: «99.5»", "99.5 %", "write 99.5"),
    (BANDS, "at_least: «99.5»", '"99,5"', "write 99.5"),
    (BANDS, "credit: «0.5»", "50 %", f"write 0.5; {SHARE}"),
    (BANDS, "credit: «0.5»", '"0,33"', f"write 0.33; {SHARE}"),
    (BANDS, "credit: «0.5»", "ca. 0.5", f"write 0.5; {SHARE}"),
    (BANDS, "weight: «2»", '"2,5"', f"write 2.5; {WEIGHT}"),
    (BANDS, "within: «12 months»", "yearly", "write 1 year"),
    (BANDS, "within: «12 months»", "12 mo", "write 12 months"),
    (BANDS, "{mails: {at_least: «1000»", "1k", "write 1000"),
    (BANDS, "{mails: {at_least: «1000»", '"1,000"', "write 1 or 1000"),
    (BANDS, "{recovery: {at_most: «30 days»", "30d", "write 30 days"),
    (BANDS, "{recovery: {at_most: «30 days»", "30", "add the unit, such as 30 days or 30 hours"),
    (POLICY, "approve_at: «80»", "80 %", f"write 80; {PERCENT}"),
    (POLICY, "approve_at: «80»", "about 80%", f"write 80; {PERCENT}"),
    (POLICY, "approve_at: «80»", "99,999", f"write 99.999; {PERCENT}"),
    (POLICY, "evidence_valid_for: «12 months»", "45", "add the unit, such as 45 days or 45 hours"),
    (POLICY, "evidence_valid_for: «12 months»", "P1Y", "write 1 year"),
    (POLICY, "critical: «10»", '"12,5"', f"write 12.5; {WEIGHT}"),
    (POLICY, "at_least: «0.5»", "50%", f"write 0.5; {BLOCKER}"),
    (POLICY, "reassess_after: «12 months»", "annually", "write 1 year"),
    (POLICY, "reassess_after: «12 months»", "12 mths", "write 12 months"),
]  # fmt: skip
"""A sound file, the place of an amount in it, another spelling of one, and the hint."""


@pytest.mark.parametrize(("sound", "place", "written", "hint"), AUTHORS)
def test_an_amount_of_an_author_is_good_once_its_hint_is_followed(
    tmp_path: Path, sound: str, place: str, written: str, hint: str
) -> None:
    (tmp_path / "demo.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    before, value = place.rstrip("»").split("«")
    assert before + value in sound
    text = sound.replace(before + value, f"{before}«{written}»", 1)
    (problem,) = problems_in(tmp_path / "file.yaml", unmarked(text))
    assert (problem.location.line, problem.location.column) == place_of(text)
    assert problem.hint == hint
    for mended in followed(text, hint):
        assert problems_in(tmp_path / "file.yaml", mended) == []


# ---- names

RISK = (
    "      sso: no\naccepted_risks:\n  - {question: QUESTION, reason: Few use it., "
    "accepted_by: Jane, accepted_on: 2026-11-01, expires: 2027-02-01}\n"
)
TEXT_QUESTION = "{id: words, type: text"
NAMED_FILES = {
    "vendor": VENDOR + RISK,
    "questionnaire": QUESTIONNAIRE.replace(TEXT_QUESTION, f"{TEXT_QUESTION}, when: WHEN"),
    "policy": POLICY,
}
"""Files, in which QUESTION and WHEN are in place of a risk's question and a condition."""
SPREADSHEET = "write 2025-12-09 if this is the day number of a spreadsheet"
AUTHENTICATION = 'did you mean "user-authentication-needed"?'
MAILS = f'did you mean "{"-".join(["mails"] * 10)}"?'
NAMES = [
    ("vendor", "sso: no", "«userAuthenticationNeeded»: no", AUTHENTICATION),
    ("vendor", "sso: no", "«User Authentication_needed»: no", AUTHENTICATION),
    ("vendor", "  demo:", "  «Demo»:", 'did you mean "demo"?'),
    ("vendor", '"1.0"', "«“1.0”»", 'write "1.0"'),
    ("vendor", '"1.0"', "«“1.0»", 'write "1.0"'),
    ("vendor", "QUESTION", "«Demo/SSO»", 'did you mean "demo/sso"?'),
    ("vendor", "QUESTION", "«demo.sso»", 'did you mean "demo/sso"?'),
    ("questionnaire", "id: mails", "id: «mailsPerMonth»", 'did you mean "mails-per-month"?'),
    ("questionnaire", "id: mails", "id: «Größe der Liste»", 'did you mean "grosse-der-liste"?'),
    ("questionnaire", "id: mails", f"id: «{'Mails' * 10}»", MAILS),
    ("questionnaire", "id: main", "id: «Main part»", 'did you mean "main-part"?'),
    ("questionnaire", '"1.0"', "«“1.0”»", 'write "1.0"'),
    ("questionnaire", "id: texas", "id: «“texas”»", 'write "texas"'),
    ("questionnaire", "WHEN", "{«Storage»: [eu]}", 'did you mean "storage"?'),
    ("questionnaire", "WHEN", "{storage: [«In the European Union»]}", 'did you mean "eu"?'),
    ("questionnaire", "WHEN", "{storage: [«“eu”»]}", 'did you mean "eu"?'),
    ("questionnaire", "WHEN", "{sso: [«true»]}", 'did you mean "yes"?'),
    ("vendor", "2026-11-01", "«2026-11-01T10:00:00Z»", "write 2026-11-01"),
    ("vendor", "2026-11-01", "«1.11.2026»", "write 2026-11-01"),
    ("vendor", "2026-11-01", "«46000»", SPREADSHEET),
    ("policy", "sso/scim", "«SSO/Scim»", 'did you mean "sso/scim"?'),
    ("policy", '"1.0"', "«“1.0”»", 'write "1.0"'),
    ("policy", "id: all", "id: «AllVendors»", 'did you mean "all-vendors"?'),
    ("policy", "[sso]", "[«SSO»]", 'did you mean "sso"?'),
]  # fmt: skip
"""A file, what stands in it, a name in another writing instead, and the hint."""


@pytest.mark.parametrize(("kind", "right", "wrong", "hint"), NAMES)
def test_a_name_is_good_once_its_hint_is_followed(
    tmp_path: Path, kind: str, right: str, wrong: str, hint: str
) -> None:
    (tmp_path / "demo.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    text = NAMED_FILES[kind].replace(right, wrong, 1)
    text = text.replace("QUESTION", "demo/sso").replace("WHEN", "{storage: [eu]}")
    (problem,) = problems_in(tmp_path / "file.yaml", unmarked(text))
    assert (problem.location.line, problem.location.column) == place_of(text)
    assert problem.hint == hint
    for mended in followed(text, hint):
        left = {problem.code for problem in problems_in(tmp_path / "file.yaml", mended)}
        # The risk is about an answer that was given to another question.
        assert left <= {"risk-stale"}


@pytest.mark.parametrize("name", ["日本", "mails" * 20, "?!"])
def test_no_name_is_suggested_that_would_lose_letters(tmp_path: Path, name: str) -> None:
    text = QUESTIONNAIRE.replace("id: mails", f'id: "{name}"')
    (problem,) = problems_in(tmp_path / "q.yaml", text)
    assert problem.hint in ("", "use lower-case letters, digits and single hyphens between them")


CONTROL = "{id: words, type: text, maps_to: {FRAMEWORK: [«CONTROL»]}"


@pytest.mark.parametrize(
    ("framework", "control", "hint"),
    [
        ("ccm-4.1", "iam13", 'did you mean "IAM-13"?'),
        ("ccm-4.1", "IAM-1", 'did you mean "IAM-01"?'),
        ("ccm-4.1", "IAN-13", 'did you mean "IAM-13"?'),
        ("iso-27001-2022", "A5.23", 'did you mean "A.5.23"?'),
        ("iso-27001-2022", "8.5", 'did you mean "A.8.5"?'),
        ("nist-800-53-r5", "AC-2 (1)", 'did you mean "AC-2(1)"?'),
        ("soc2-2017", "cc6.1", 'did you mean "CC6.1"?'),
        # Another number is another control, and nothing similar is suggested.
        ("ccm-4.1", "IAM-99", ""),
        ("ccm-4.1", "XYZ-01", ""),
        ("iso-27001-2022", "A.5.99", ""),
        ("caiq-4.1", "IAM-13", ""),
        ("mvsp-3.0", "1.99", ""),
        ("soc2-2017", "encryption", ""),
    ],
)
def test_a_control_is_suggested_only_where_its_writing_is_wrong(
    tmp_path: Path, framework: str, control: str, hint: str
) -> None:
    mapping = CONTROL.replace("FRAMEWORK", framework).replace("CONTROL", control)
    text = QUESTIONNAIRE.replace("{id: words, type: text", mapping)
    (problem,) = problems_in(tmp_path / "q.yaml", unmarked(text))
    assert (problem.location.line, problem.location.column) == place_of(text)
    assert (problem.code, problem.hint) == ("unknown-control", hint)
    for mended in followed(text, hint) if hint else ():
        assert problems_in(tmp_path / "q.yaml", mended) == []


RELATIONS = [
    ("[{id: «iam-13», relation: partial}]", "unknown-control", 'did you mean "IAM-13"?'),
    ("[{id: IAM-13, relation: «parital»}]", "wrong-value", 'did you mean "partial"?'),
    ("«[none]»", "unknown-control", "write ccm-4.1: none, without brackets"),
    ("«IAM-13»", "wrong-type", "put it in square brackets: [IAM-13]"),
    (
        "[{id: IAM-13, relation: «equal»}]",
        "equal-without-reason",
        'say under "because" why they are the same, or write relation: partial',
    ),
]
"""The controls of a framework with a mistake, its code, and the hint."""


@pytest.mark.parametrize(("controls", "code", "hint"), RELATIONS)
def test_a_mapped_control_is_good_once_its_hint_is_followed(
    tmp_path: Path, controls: str, code: str, hint: str
) -> None:
    mapping = f"{{id: words, type: text, maps_to: {{ccm-4.1: {controls}}}"
    text = QUESTIONNAIRE.replace("{id: words, type: text", mapping)
    (problem,) = problems_in(tmp_path / "q.yaml", unmarked(text))
    assert (problem.code, problem.hint) == (code, hint)
    before, rest = text.split("«")
    wrong, after = rest.split("»", 1)
    written = {"[none]": "none", "IAM-13": "[IAM-13]", "equal": "partial"}.get(wrong)
    good = f"{before}{written or hint.split(chr(34))[1]}{after}"
    assert problems_in(tmp_path / "q.yaml", good) == []


def test_a_reason_ends_the_warning_about_an_equal_control(tmp_path: Path) -> None:
    control = "{id: IAM-13, relation: equal, because: Both ask for it.}"
    mapping = f"{{id: words, type: text, maps_to: {{ccm-4.1: [{control}]}}"
    text = QUESTIONNAIRE.replace("{id: words, type: text", mapping)
    assert problems_in(tmp_path / "q.yaml", text) == []


def test_a_framework_of_ones_own_needs_a_reason_as_well(tmp_path: Path) -> None:
    mapping = "{id: words, type: text, maps_to: {our-own: [{id: '1', relation: equal}, '1']}"
    text = QUESTIONNAIRE.replace("{id: words, type: text", mapping)
    assert [problem.code for problem in problems_in(tmp_path / "q.yaml", text)] == [
        "unknown-framework",
        "equal-without-reason",
        "repeated-control",
    ]


@pytest.mark.parametrize(
    ("written", "hint"),
    [("own/crm.yaml", "put it in square brackets: [own/crm.yaml]")],
)
def test_a_text_in_place_of_a_list_that_takes_texts_goes_into_brackets(
    tmp_path: Path, written: str, hint: str
) -> None:
    head = "vendorcheck: policy/1\nid: p\nversion: '1'\ntitle: P\nquestionnaires: "
    (problem,) = problems_in(tmp_path / "p.yaml", f"{head}{written}\n")
    assert (problem.code, problem.hint) == ("wrong-type", hint)


# ---- commas in braces

BRACES = [
    (VENDOR + "      uptime: {answer: «99,9»}\n", "write 99.9"),
    (VENDOR + "      uptime: {answer: «40,000», grade: claimed}\n", "write 40 or 40000"),
    (VENDOR + "      recovery: {answer: «1,5 hours»}\n", "write 1.5 hours"),
    (VENDOR[:-1] + " {uptime: «99,9», mails: 5}\n", "write 99.9"),
    (BANDS.replace("credit: 0.5", "credit: «0,33»"), "write 0.33"),
    (BANDS.replace("at_least: 99.5,", "at_least: «99,5»,"), "write 99.5"),
    (BANDS.replace("{mails: {at_least: 1000}}", "{mails: {at_least: «1,000»}}"), "write 1 or 1000"),
    (POLICY.replace("critical: 10", "critical: «10,5»"), "write 10.5"),
    (POLICY.replace("at_least: 0.5", "at_least: «0,5»"), "write 0.5"),
    (QUESTIONNAIRE.replace("label: Texas,", "label: «Texas, US»,"), 'quotes: "Texas, US"'),
    (QUESTIONNAIRE.replace("label: Texas,", "label: «Texas, South»,"), 'quotes: "Texas, South"'),
    (VENDOR + "      words: {answer: «Yes, we do», note: So it is.}\n", 'quotes: "Yes, we do"'),
    (VENDOR + "      words: {answer: So., note: «Asked, twice»}\n", 'quotes: "Asked, twice"'),
]  # fmt: skip
"""A file with a comma in braces, and the beginning of the hint, or its end."""


@pytest.mark.parametrize(("text", "hint"), BRACES, ids=range(len(BRACES)))
def test_a_value_with_a_comma_is_good_once_its_hint_is_followed(
    tmp_path: Path, text: str, hint: str
) -> None:
    (tmp_path / "demo.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (problem,) = problems_in(tmp_path / "file.yaml", unmarked(text))
    assert (problem.location.line, problem.location.column) == place_of(text)
    assert problem.code == "comma-in-braces"
    assert hint in problem.hint
    written = hint.removeprefix("write ").removeprefix("quotes: ").split(" or ")
    before, rest = text.split("«")
    for replacement in written:
        mended = before + replacement + rest.split("»", 1)[1]
        assert problems_in(tmp_path / "file.yaml", mended) == []
