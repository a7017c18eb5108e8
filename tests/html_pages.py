"""The HTML pages of forms as files: their elements, their words, and what may run in them."""

import json
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any


class Reader(HTMLParser):
    """Reads a page: its elements with their attributes, its scripts and styles, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.words: list[str] = []
        self._inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag
        if tag in self.raw:
            self.raw[tag].append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's own signature
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.raw:
            self.raw[self._inside][-1] += data
        else:
            self.words.append(data)

    @property
    def data(self) -> dict[str, Any]:
        """The data of the page, as its script reads it."""
        data: dict[str, Any] = json.loads(self.raw["script"][0])
        return data


def assert_runs_only_its_own(html: str) -> None:
    """Check that only the page's own script and style may run, and that it loads nothing."""
    reader = Reader(html)
    policy = next(
        attributes["content"]
        for tag, attributes in reader.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    own = {
        f"{kind}-src": f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
        for kind, text in (("script", reader.raw["script"][1]), ("style", reader.raw["style"][0]))
    }
    rules = dict(rule.strip().split(" ", 1) for rule in (policy or "").split(";"))
    assert (
        rules.items()
        >= {
            **own,
            "default-src": "'none'",
            "form-action": "'none'",
            "base-uri": "'none'",
            "require-trusted-types-for": "'script'",
        }.items()
    )
    assert "unsafe" not in (policy or "")
    assert [tag for tag, _ in reader.elements].count("script") == 2
    attributes = {name for _, own_ones in reader.elements for name in own_ones}
    assert not {"src", "href", "style", "action"} & attributes
    assert not any(name.startswith("on") for name in attributes)
