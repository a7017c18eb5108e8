"""The page about gaming shows the corpus as it is."""

from pathlib import Path

from conftest import Golden
from gaming_corpus import THEMES, corpus, tables

HOME = Path(__file__).parent.parent.parent
PAGE = HOME / "docs" / "explanation" / "gaming.md"
BEGIN, END = "<!-- tables: tests/gaming -->\n", "<!-- end of tables -->\n"


def test_the_page_shows_every_case(golden: Golden) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    assert after
    golden(PAGE, f"{before}{BEGIN}\n{tables()}\n{END}{after}")


def test_every_case_has_a_theme_that_the_page_shows() -> None:
    assert {case.theme for case in corpus()} == set(THEMES)


def test_the_readme_leads_to_the_page() -> None:
    assert "docs/explanation/gaming.md" in (HOME / "README.md").read_text(encoding="utf-8")
