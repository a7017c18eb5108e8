"""Whatever a vendor file holds and however it is written: migrate loses no word of it."""

import json
import re
from collections import Counter
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import strategies as st

from locations import REPOSITORY
from strategies import law
from vendorcheck.document.document import Data, parse_document
from vendorcheck.document.problems import InvalidFile
from vendorcheck.model.questionnaire import Questionnaire
from vendorcheck.store.library import Library, LoadedFile
from vendorcheck.store.migration import migrate
from vendorcheck.validation.schema.parse import parse_model

CASES = REPOSITORY / "tests" / "cases" / "migrate"
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    | st.sampled_from(" \n\t'\"#:-[]{}|>&*!%@`é公"),
    max_size=20,
)
OPTIONS = ["extra", "included", "charged", "saml", "adfs", "oidc", "ldap", "always", "yes", "no"]
REPLIES = st.one_of(
    st.sampled_from([*OPTIONS, "never", "30 days", "12"]),
    st.lists(st.sampled_from(OPTIONS), max_size=3),
)
NAMES = {
    "access": [
        *("sso-charge", "sso-cost", "sso-protocol", "protocols", "log"),
        *("training", "vanity", "odd", "people", "unheard-of"),
    ],
    "leaving": ["deletion", "deletion-time", "export-csv", "export-json", "vanity", "export"],
    "machines": ["training", "x"],
    "unheard": ["a"],
}
PRESENT = {"extra": "charged", "saml": "saml-2", "adfs": "saml-2", "oidc": "openid"} | {
    "always": "yes",
    "never": "no",
    "1.0": "2.0",
    "access/sso-charge": "access/sso-cost",
    "access/odd": "access/strange",
    "access/training": "machines/training",
    "access/sso-protocol": "access/protocols",
}
KEYS = {"sso-charge": "sso-cost", "sso-protocol": "protocols", "odd": "strange"}


def library() -> Library:
    opened = Library()
    for name in ("access", "leaving", "machines"):
        document = opened.read_document(str(CASES / f"{name}.yaml"))
        opened.add(LoadedFile(parse_model(document, Questionnaire), document))
    return opened


LIBRARY = library()


@st.composite
def vendor_files(draw: st.DrawFn) -> dict[str, Data]:
    """Draw a vendor file; each free text in it has a number of its own."""
    numbers = iter(range(1000))

    def words() -> str:
        return f"{draw(WORDS)}w{next(numbers)}w{draw(WORDS)}"

    def answer() -> Data:
        reply = draw(REPLIES)
        if draw(st.booleans()):
            return [*reply] if isinstance(reply, list) else reply
        data: dict[str, Data] = {"note": words(), "plan": words()}
        data["answer"] = [*reply] if isinstance(reply, list) else reply
        if draw(st.booleans()):
            data["evidence"] = [{"title": words(), "exceptions": [words(), words()]}]
        if draw(st.booleans()):
            data["mitigation"] = {"text": words()}
        if draw(st.booleans()):
            data |= {"reviewed_by": words(), "disputed": words()}
        return data

    responses: dict[str, Data] = {}
    for questionnaire_id in draw(st.lists(st.sampled_from(sorted(NAMES)), unique=True)):
        names = draw(st.lists(st.sampled_from(NAMES[questionnaire_id]), unique=True))
        response: dict[str, Data] = {"answers": {name: answer() for name in names}}
        if draw(st.booleans()):
            response = {"version": "1.0", **response}
        responses[questionnaire_id] = response
    keys = [f"{home}/{name}" for home, names in NAMES.items() for name in names]
    risks: list[Data] = [
        {"question": key, "answer": draw(st.sampled_from(OPTIONS)), "reason": words()}
        for key in draw(st.lists(st.sampled_from(keys), max_size=3, unique=True))
    ]
    changes: list[Data] = [
        {"what": "price", "text": words(), "affects": [*affected]}
        for affected in draw(st.lists(st.lists(st.sampled_from(keys), max_size=3), max_size=2))
    ]
    parts: dict[str, Data] = {
        "responses": responses,
        "accepted_risks": risks,
        "changes": changes,
        "needs": [{"text": words()}],
        "decisions": [{"by": words(), "conditions": [{"text": words()}]}],
    }
    order = draw(st.permutations(sorted(parts)))
    vendor: Data = {"name": words()}
    return {"vendorcheck": "vendor/1", "vendor": vendor} | {name: parts[name] for name in order}


@st.composite
def written_files(draw: st.DrawFn) -> tuple[dict[str, Data], str, str]:
    """Draw a vendor file with its text and its name: JSON or YAML, in one of many layouts."""
    data = draw(vendor_files())
    if draw(st.booleans()):
        indent = draw(st.sampled_from([None, 2, 4]))
        return data, json.dumps(data, indent=indent, ensure_ascii=draw(st.booleans())), "a.json"
    text = yaml.dump(
        data,
        default_flow_style=draw(st.sampled_from([False, None, True])),
        default_style=draw(st.sampled_from([None, "'", '"', "|"])),
        allow_unicode=draw(st.booleans()),
        width=draw(st.sampled_from([20, 80, 10_000])),
        indent=draw(st.sampled_from([2, 4])),
        sort_keys=False,
    )
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return data, f"# About Acme.\n{text}", "a.yaml"


def texts_in(data: Data) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from texts_in(value)
    elif isinstance(data, list):
        for item in data:
            yield from texts_in(item)
    elif data is not None:
        yield data


@law(written_files())
def test_every_word_stays_or_has_its_present_name(written: tuple[Data, str, str]) -> None:
    _, text, name = written
    before = parse_document(text.encode(), name).data
    result = migrate(parse_document(text.encode(), name), LIBRARY)
    after = parse_document(result.text.encode(), name).data
    found = Counter(texts_in(after))
    for word in texts_in(before):
        assert found[word] or found[PRESENT.get(word, word)] or found[KEYS.get(word, word)], word
    # What people wrote stands there as often as before.
    free = Counter(word for word in texts_in(before) if re.search(r"w\d+w", word))
    assert {word: found[word] for word in free} == free
    assert name == "a.json" or result.text.startswith("# About Acme.\n")
    again = migrate(parse_document(result.text.encode(), name), LIBRARY)
    assert (again.text, again.record.moved) == (result.text, {})


COMMENTED = """# one
vendorcheck: vendor/1  # two
vendor: {name: A}
# three
responses:
  # four
  access:  # five
    # six
    version: "1.0"  # seven
    answers:  # eight
      # nine
      sso-charge:  # ten
        # eleven
        answer: extra  # twelve
        note: |  # thirteen
          Only # on Business,
            they say.

        evidence:  # fourteen
          # fifteen
          - title: Prices  # sixteen
      # seventeen
      training:  # eighteen
        # nineteen
        answer: never  # twenty
        note: >-  # twenty-one
          Not ours,

          they say.
      # twenty-two
      log: always  # twenty-three
      sso-protocol:  # twenty-four
        # twenty-five
        - saml  # twenty-six
        - adfs  # twenty-seven
# twenty-eight
"""
NUMBERS = re.findall(r"# ([a-z-]+)$", COMMENTED, re.MULTILINE)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_every_comment_and_block_text_stays(line_break: str) -> None:
    assert len(NUMBERS) == 28
    text = COMMENTED.replace("\n", line_break)
    result = migrate(parse_document(text.encode(), "a.yaml"), LIBRARY)
    lines = result.text.split(line_break)
    for number in NUMBERS:
        assert any(line.endswith(f"# {number}") for line in lines), number
    answers = parse_document(result.text.encode(), "a.yaml").data["responses"]
    assert answers == {
        "access": {
            "version": "2.0",
            "answers": {
                "sso-cost": {
                    "answer": "charged",
                    "note": "Only # on Business,\n  they say.\n",
                    "evidence": [{"title": "Prices"}],
                },
                "log": "yes",
                "protocols": ["saml-2"],
            },
        },
        "machines": {
            "version": "2.0",
            "answers": {"training": {"answer": "no", "note": "Not ours,\nthey say."}},
        },
    }
    assert "\n" not in result.text.replace("\r\n", "") or line_break == "\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_and_words_of_any_script_stay(encoding: str) -> None:
    text = COMMENTED.replace("Prices", "Preise für 公司")
    content = text.encode(encoding)
    document = parse_document(content, "a.yaml")
    assert "Preise für 公司" in migrate(document, LIBRARY).text


def test_anchors_are_refused_with_their_place() -> None:
    text = COMMENTED.replace("answer: extra", "answer: &a extra")
    with pytest.raises(InvalidFile, match=r"a\.yaml:14:17"):
        migrate(parse_document(text.encode(), "a.yaml"), LIBRARY)
