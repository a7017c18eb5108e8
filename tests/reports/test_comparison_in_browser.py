"""The comparison as people meet it: on a desk, on a phone, at night, with an attacker in it."""

from pathlib import Path

from browsing import (
    DESK,
    IN_BROWSER,
    SMALLEST,
    Somebody,
    assert_accessible,
    assert_fits,
    started_browser,
)
from comparisons import FILES, comparison_of, hostile_vendor
from vendorcheck.reports import Display
from vendorcheck.reports.comparison import COMPARISON_REPORTS

pytestmark = IN_BROWSER
ATTACK = "</script></style><img src=x onerror=alert(1)>\"' onclick=alert(2) javascript:alert(3) "


def test_everybody_can_read_it_and_it_does_nothing(tmp_path: Path) -> None:
    named = (
        ("attack.yaml", hostile_vendor(ATTACK)),
        *((name, FILES[name]) for name in sorted(FILES)),
    )
    path = tmp_path / "comparison.html"
    path.write_text(COMPARISON_REPORTS["html"].render(comparison_of(*named), Display()), "utf-8")
    with started_browser() as browser:
        for width, scheme in ((DESK, "light"), (DESK, "dark"), (SMALLEST, "light")):
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                color_scheme=scheme,  # type: ignore[arg-type]
            )
            somebody = Somebody(context, tmp_path)
            somebody.page.goto(path.as_uri())
            assert_accessible(somebody.page)
            assert somebody.page.locator("#overview tbody tr").count() > 8
            assert somebody.misdeeds == []
        assert_fits(somebody.page, "comparison")
