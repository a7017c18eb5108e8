"""Laws of the editor: only the given answers change, and what is read is what was meant."""

import json
import re
from typing import Any, TypeVar

import pytest
import yaml
from hypothesis import assume, given, settings, strategies as st

from vendorcheck.document.document import Data, parse_document
from vendorcheck.store.vendor_file_editor import update_vendor_file_text

NASTY = [
    "yes",
    "no",
    "null",
    "",
    "1.10",
    "2026-11-01",
    "a: b",
    "a #b",
    "it's",
    'say "x"',
    "# x",
    "90 days",
    "- a",
    "{a}",
]
TEXTS = st.sampled_from(NASTY) | st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    | st.sampled_from(" \n\t'\"#:"),
    max_size=30,
)
NAMES = st.sampled_from(["mfa", "scim", "no", "1", "data-out", "answers", "2fa"])
LONG = st.fixed_dictionaries(
    {"answer": TEXTS},
    optional={
        "note": TEXTS,
        "grade": st.sampled_from(["claimed", "verified"]),
        "evidence": st.lists(
            st.fixed_dictionaries({"title": TEXTS}, optional={"url": TEXTS}), min_size=1, max_size=2
        ),
        "mitigation": st.fixed_dictionaries({"text": TEXTS, "due": st.just("2027-01-01")}),
    },
)
ANSWERS = TEXTS | st.lists(TEXTS, min_size=1, max_size=3) | st.just({"unknown": "true"}) | LONG
RESPONSE = st.fixed_dictionaries(
    {"answers": st.none() | st.just({}) | st.dictionaries(NAMES, ANSWERS, max_size=3)},
    optional={"version": TEXTS},
)
FILES = st.fixed_dictionaries(
    {"vendorcheck": st.just("vendor/1"), "vendor": st.fixed_dictionaries({"name": TEXTS})},
    optional={
        "responses": st.none()
        | st.dictionaries(
            st.sampled_from(["sso", "security", "privacy"]), RESPONSE | st.none(), max_size=3
        ),
        "needs": st.lists(st.fixed_dictionaries({"text": TEXTS}), max_size=2),
    },
)
KEYS = st.builds("{}/{}".format, st.sampled_from(["sso", "security", "privacy"]), NAMES)
GIVEN = st.dictionaries(KEYS, ANSWERS | st.none(), min_size=1, max_size=4)
VERSIONS = {"sso": "1.0", "security": "2", "privacy": "1.10"}
PLAIN = re.compile(r"[A-Za-z0-9](?:[^\W_]|[ ./()'-])*[A-Za-z0-9)]|[a-z0-9]")


T = TypeVar("T")


class Painter:
    """Writes data as people do, in the layout that Hypothesis draws.

    Knows which lines belong to which answer.
    """

    def __init__(self, data: st.DataObject) -> None:
        self.draw = data.draw
        self.lines: list[tuple[tuple[str, ...], str]] = []
        """The path of what a line belongs to, and the line."""

    def some(self, *choices: T) -> T:
        return self.draw(st.sampled_from(choices))

    def scalar(self, value: str, *, key: bool = False) -> str:
        ways = [json.dumps(value) if value.isascii() else '"' + "".join(map(escaped, value)) + '"']
        if value.isprintable():
            ways.append("'" + value.replace("'", "''") + "'")
        if PLAIN.fullmatch(value) and value != "null":
            ways += [value, value]
        return str(ways[0] if key and value == "" else self.some(*ways))

    def flow(self, value: Data) -> str:
        gap = self.some("", " ")
        if value is None:
            return str(self.some("null", "~"))
        if isinstance(value, dict):
            parts = [
                f"{self.scalar(key, key=True)}: {self.flow(item)}" for key, item in value.items()
            ]
            return f"{{{gap}{', '.join(parts)}{self.some('', ',') if parts else ''}{gap}}}"
        if isinstance(value, list):
            return f"[{gap}{', '.join(self.flow(item) for item in value)}{gap}]"
        return self.scalar(value)

    def remark(self) -> str:
        return str(self.some("", "", "", " # a: b", "   # é 'x"))

    def mapping(self, data: dict[str, Data], indent: str, path: tuple[str, ...]) -> None:
        for name, value in data.items():
            here = (*path, name)
            for line in self.draw(
                st.lists(st.sampled_from(["", "# before: x", "  # further in"]), max_size=1)
            ):
                self.lines.append(((*path, "#"), line and indent + line))
            self.entry(
                f"{indent}{self.scalar(name, key=True)}:{self.some('', ' ')}", indent, here, value
            )

    def entry(self, key: str, indent: str, path: tuple[str, ...], value: Data) -> None:
        further = indent + " " * self.some(1, 2, 4)
        if isinstance(value, dict) and value and self.some(True, True, False):
            self.lines.append((path, key + self.remark()))
            self.mapping(value, further, path)
        elif isinstance(value, list) and value and self.some(True, False):
            self.lines.append((path, key + self.remark()))
            dashed = self.some(indent, further)
            self.lines += [(path, f"{dashed}- {self.flow(item)}{self.remark()}") for item in value]
        elif isinstance(value, str) and re.fullmatch(
            r"[a-z]\w*(?:\n+[a-z]\w*)+\n?", value, re.ASCII
        ):
            self.lines.append(
                (path, f"{key} |{'' if value.endswith(chr(10)) else '-'}{self.remark()}")
            )
            self.lines += [
                (path, line and further + line) for line in value.removesuffix("\n").split("\n")
            ]
        elif value is None and self.some(True, False):
            self.lines.append((path, key + self.remark()))
        else:
            self.lines.append((path, f"{key} {self.flow(value)}{self.remark()}"))


def escaped(character: str) -> str:
    return (
        character
        if character.isprintable() and character not in '"\\'
        else f"\\U{ord(character):08x}"
    )


def long(answer: object) -> object:
    return answer if isinstance(answer, dict) else {"answer": answer}


def merged(data: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """The specification, in the plainest words."""
    new = json.loads(json.dumps(data))
    for key, answer in answers.items():
        home, name = key.split("/")
        old = (((new.get("responses") or {}).get(home) or {}).get("answers") or {}).get(name)
        if answer is None and old is None:
            continue
        new["responses"] = new.get("responses") or {}
        response = new["responses"][home] = new["responses"].get(home) or {
            "version": VERSIONS[home]
        }
        own = response["answers"] = response.get("answers") or {}
        if answer is None:
            del own[name]
        elif old is None or long(old) != long(answer):
            short = list(answer) == ["answer"] and not isinstance(old, dict)
            own[name] = answer["answer"] if short else answer
    return dict(new)


def stays(
    path: tuple[str, ...], line: str, answers: dict[str, Any], wanted: dict[str, Any]
) -> bool:
    """Tell whether a line says nothing about what is answered.

    A mapping in brackets that becomes larger does say something, and so does the key above the
    last answer that is removed: it becomes `answers: {}`.
    """
    if path[-1] == "#":
        # A comment within an answer is kept only where the answer keeps its form.
        return "/".join((*path[1:2], *path[3:4])) not in answers or len(path) <= 4
    if path[:1] != ("responses",) or len(path) == 1:
        return "{" not in line and "null" not in line and "~" not in line
    if len(path) >= 4:
        return f"{path[1]}/{path[3]}" not in answers and "," not in line
    if not any(key.startswith(f"{path[1]}/") for key in answers):
        return True
    is_emptied = path[2:] == ("answers",) and not wanted["responses"][path[1]]["answers"]
    return not is_emptied and not re.search(r"[{~]|null", line)


@pytest.mark.slow
@settings(max_examples=200)
@given(st.data(), FILES, GIVEN)
def test_only_the_answers_change(
    data: st.DataObject, before: dict[str, Any], answers: dict[str, Any]
) -> None:
    painter = Painter(data)
    painter.mapping(before, "", ())
    line_break = painter.some("\n", "\n", "\r\n", "\r")
    text = (
        painter.some("", "\ufeff")
        + line_break.join(line for _, line in painter.lines)
        + painter.some("", line_break)
    )
    assume(
        parse_document(text.encode(), "acme.yaml").data == before
    )  # a painter's slip, such as a last |

    after = update_vendor_file_text(text, answers, versions=VERSIONS, file="acme.yaml")

    wanted = merged(before, answers)
    assert parse_document(after.encode(), "acme.yaml").data == wanted
    assert update_vendor_file_text(after, answers, versions=VERSIONS, file="acme.yaml") == after
    assert set(re.findall(r"\r\n|\r|\n", after)) <= {line_break}
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    assert after.endswith(line_break) == text.endswith(line_break)
    rest = iter(after.lstrip("\ufeff").split(line_break))
    for path, line in painter.lines:
        if stays(path, line, answers, wanted):
            assert any(line == other for other in rest), line


@given(FILES, GIVEN, st.sampled_from([None, 1, 2, 4, "\t"]), st.sampled_from(["", "\n"]))
def test_json_stays_json(
    before: dict[str, Any], answers: dict[str, Any], indent: int | str | None, end: str
) -> None:
    text = json.dumps(before, indent=indent, ensure_ascii=False) + end
    after = update_vendor_file_text(text, answers, versions=VERSIONS, file="acme.json")
    assert parse_document(after.encode(), "acme.json").data == merged(before, answers)
    assert json.loads(after.replace('"unknown": true', '"unknown": "true"')) == merged(
        before, answers
    )
    assert after.endswith(end)
    assert ("\n" in after) == ("\n" in text)


@given(st.lists(TEXTS, min_size=1, max_size=5), TEXTS)
def test_other_parsers_read_the_same_text(texts: list[str], note: str) -> None:
    answers: dict[str, dict[str, Data] | list[str]] = {
        "sso/a": texts,
        "sso/b": {"answer": texts[0], "note": note},
    }
    after = update_vendor_file_text(
        "vendorcheck: vendor/1\n", answers, versions=VERSIONS, file="acme.yaml"
    )
    read = yaml.safe_load(after)["responses"]["sso"]
    assert read == {
        "version": "1.0",
        "answers": {"a": texts, "b": {"answer": texts[0], "note": note}},
    }
