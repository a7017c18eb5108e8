"""Make questionnaires and vendor files of any size."""

import json
import os
from pathlib import Path

import yaml

AS_OF = "2026-11-22"
DIFFERENT_FILES = 1000
"""More files than that are links to the first ones: a full disk measures nothing."""

HEAD = """vendorcheck: vendor/1
vendor: {{name: Vendor {number}, product: Product}}
responses:
  {questionnaire}:
    version: "1.0"
    answers:{empty}
"""
BIG = """vendorcheck: questionnaire/1
id: big
version: "1.0"
title: Big
sections:
"""
SECTION = """  - id: section-{number}
    title: Section {number}
    questions:
"""
QUESTION = """      - id: question-{number}
        type: choice
        ask: Does the product do what a reviewer hopes for in matter {number}, and on which plan?
        plain: Does it do number {number}?
        why: Because a gap here has cost other companies a weekend and more.
        where_to_look: The administrator documentation; the pricing page for the plan.
        verify: In a trial account, try it and look at what the log says.
        severity: {severity}
{when}        options:
          - {{id: full, label: In full, credit: 1}}
          - {{id: half, label: In part, credit: 0.5}}
          - {{id: none, label: Not at all, credit: 0}}
        finding: It does not do all of it
        remedy: Offer it on the plan that we would buy.
        clause: The provider shall offer it on the subscribed plan.
"""
WHEN = "        when: {{question-{before}: [full, half]}}\n"
ANSWER = """      question-{number}:
        answer: {option}
        note: As they told us on the call about matter {number}.
        grade: documented
        evidence:
          - {{title: Guide, url: "https://vendor.example/docs/{number}", dated: 2026-06-01}}
"""
POLICY = """vendorcheck: policy/1
id: made
version: "1"
title: Made
questionnaires: [{folder}/questionnaire.yaml]
tiers:
  - {{id: all, title: All, questionnaires: [big]}}
"""
CHAIN = """vendorcheck: questionnaire/1
id: chain
version: "1.0"
title: Chain
sections:
  - id: steps
    title: Steps
    questions:
"""
LINK = """      - id: question-{number}
        type: yes_no
        ask: Is step {number} done?
{when}        finding: It is not done
        remedy: Do it.
"""
OVERLAPPING = CHAIN.replace("chain", "overlapping").replace("Chain", "Overlapping")
WAY = """      - id: question-{number}
        type: choice
        ask: In which way is part {number} done?
        severity: high
        options:
{options}"""
WAYS = 7
CONTRADICTION = """  - id: contradiction-{number}
    severity: high
    message: These two ways exclude each other.
    when: {{question-{first}: [{first_options}], question-{second}: [{second_options}]}}
"""
LINK_WHEN = '        when: {{question-{before}: ["yes"]}}\n'


def questionnaire(questions: int) -> str:
    """Return a questionnaire with texts as long as real ones; each seventh one has a `when`."""
    return BIG + "".join(_question(number) for number in range(questions))


def _question(number: int) -> str:
    section = SECTION.format(number=number // 10) if number % 10 == 0 else ""
    when = WHEN.format(before=number - 1) if number and number % 7 == 0 else ""
    severity = ("low", "medium", "high", "critical")[number % 4]
    return section + QUESTION.format(number=number, severity=severity, when=when)


def chain(questions: int) -> str:
    """Return a questionnaire whose every question is asked only after a yes to the one before."""
    return CHAIN + "".join(
        LINK.format(number=number, when=LINK_WHEN.format(before=number - 1) if number else "")
        for number in range(questions)
    )


def overlapping(questions: int) -> str:
    """Return questions that many options meet, and checks of each one and the three after it."""
    options = "".join(
        f"          - {{id: o{number}, label: Way {number}, credit: {int(number < WAYS)}}}\n"
        for number in range(WAYS + 1)
    )
    pairs = [
        (first, second)
        for first in range(questions)
        for second in range(first + 1, min(questions, first + 4))
    ]
    return (
        OVERLAPPING
        + "".join(WAY.format(number=number, options=options) for number in range(questions))
        + "checks:\n"
        + "".join(
            CONTRADICTION.format(
                number=number,
                first=first,
                second=second,
                first_options=f"o{3 * number % WAYS}, o{(5 * number + 1) % WAYS}",
                second_options=f"o{7 * number % WAYS}, o{(2 * number + 1) % WAYS}",
            )
            for number, (first, second) in enumerate(pairs)
        )
    )


def overlapping_file(questions: int) -> str:
    """Return a vendor file that meets none of them."""
    return HEAD.format(number=1, questionnaire="overlapping", empty="") + "".join(
        f"      question-{number}: o{WAYS}\n" for number in range(questions)
    )


def open_file(name: str) -> str:
    """Return a vendor file that answers nothing of the questionnaire of that id."""
    return HEAD.format(number=1, questionnaire=name, empty=" {}")


def bad_file(questions: int) -> str:
    """Return a vendor file that fails every question, every second with note and evidence."""
    return _vendor_file(["none"] * questions, 1)


def vendor_file(questions: int, number: int) -> str:
    """Return a vendor file with mixed answers, every second with note and evidence."""
    options = ("full", "full", "half", "none")
    return _vendor_file([options[(index * 7 + number) % 4] for index in range(questions)], number)


def _vendor_file(answers: list[str], vendor: int) -> str:
    return HEAD.format(number=vendor, questionnaire="big", empty="") + "".join(
        f"      question-{number}: {option}\n"
        if (number + vendor) % 2
        else ANSWER.format(number=number, option=option)
        for number, option in enumerate(answers)
    )


def as_json(text: str) -> str:
    """Return a vendor file as JSON: the same data, every scalar as text."""
    return json.dumps(yaml.load(text, yaml.CBaseLoader), indent=2)  # noqa: S506 - it makes text only


def wrong_folder(place: Path, files: int) -> Path:
    """Make a folder with vendor files of 40 warnings each: links that are none."""
    folder = place / f"{files}-wrong-files"
    folder.mkdir()
    evidence = "".join(
        f"          - {{title: Guide {number}, url: none}}\n" for number in range(40)
    )
    answer = f"      mfa:\n        answer: enforceable\n        evidence:\n{evidence}"
    for number in range(files):
        text = HEAD.format(number=number, questionnaire="sso", empty="") + answer
        (folder / f"vendor-{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def policy_for(place: Path, folder: Path) -> Path:
    """Make a policy that asks the questionnaire of a folder, unless it is there already."""
    policy = place / f"policy-of-{folder.name}.yaml"
    if not policy.exists():
        policy.write_text(POLICY.format(folder=folder.relative_to(place)), encoding="utf-8")
    return policy


def vendor_folder(place: Path, questions: int, files: int, form: str = "yaml") -> Path:
    """Make a folder with a questionnaire and vendor files, unless it is there already."""
    folder = place / f"{files}-{form}-files-of-{questions}-answers"
    if folder.exists():
        return folder
    folder.mkdir()
    (folder / "questionnaire.yaml").write_text(questionnaire(questions), encoding="utf-8")
    for number in range(files):
        path = folder / f"vendor-{number}.{form}"
        if number >= DIFFERENT_FILES:
            os.link(folder / f"vendor-{number % DIFFERENT_FILES}.{form}", path)
            continue
        text = vendor_file(questions, number)
        path.write_text(as_json(text) if form == "json" else text, encoding="utf-8")
    return folder
