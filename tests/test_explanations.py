from importlib.resources import files

import pytest
import yaml

from vendorcheck.problems import ERRORS, WARNINGS

TEXT = (files("vendorcheck") / "explanations.yaml").read_text(encoding="utf-8")
EXPLANATIONS = yaml.safe_load(TEXT)


def test_every_code_is_explained_in_reading_order() -> None:
    assert list(EXPLANATIONS) == [*ERRORS, *WARNINGS]


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_an_explanation_has_its_parts(code: str) -> None:
    entry = EXPLANATIONS[code]
    assert {"title", "means", "mend"} <= set(entry) <= {"title", "means", "mend", "wrong", "right"}
    assert all(isinstance(text, str) and text.strip() for text in entry.values())
    assert not entry["title"].endswith(".")
    assert len(entry["title"]) <= 72
    assert entry["means"].endswith(".")
    assert entry["mend"].endswith(".")


@pytest.mark.parametrize("code", [code for code in EXPLANATIONS if "right" in EXPLANATIONS[code]])
def test_the_right_way_is_sound_yaml_and_differs_from_the_wrong_one(code: str) -> None:
    entry = EXPLANATIONS[code]
    assert yaml.safe_load(entry["right"])
    assert entry["right"] != entry["wrong"]
