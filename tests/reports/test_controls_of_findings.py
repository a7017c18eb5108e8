"""The controls that a finding concerns, for a reader and for a program."""

from dataclasses import replace

import pytest

from assessments import assessed
from vendorcheck.assessment.findings.finding import Finding
from vendorcheck.model.controls import Control
from vendorcheck.reports._json_data import controls_data
from vendorcheck.reports.view.findings import lay_out_findings

EQUAL = Control(id="IAM-13", relation="equal", because="Both ask for it.")
PARTIAL = Control(id="IAM-15", because="It asks for more.")
RELATED = Control(id="A.8.5", relation="related")


@pytest.mark.parametrize(
    ("controls", "statements"),
    [
        (
            {"ccm-4.1": (EQUAL, PARTIAL), "iso-27001-2022": (RELATED,), "soc2-2017": ()},
            (("Controls", "ccm-4.1: IAM-13 (equal), IAM-15 · iso-27001-2022: A.8.5 (related)"),),
        ),
        ({"soc2-2017": (), "mvsp-3.0": ()}, ()),
        ({}, ()),
    ],
)
def test_a_reader_sees_what_is_equal_or_only_related(
    controls: dict[str, tuple[Control, ...]], statements: tuple[tuple[str, str], ...]
) -> None:
    found = (Finding("gap", "low", "A gap", controls=controls),)
    (card,) = lay_out_findings(replace(assessed("approved"), findings=found))
    assert tuple((said.title, said.text) for said in card.statements) == statements


def test_a_program_gets_the_ids_and_how_each_relates() -> None:
    controls = {"ccm-4.1": (EQUAL, PARTIAL), "iso-27001-2022": (RELATED,), "soc2-2017": ()}
    assert controls_data(controls) == {
        "controls": {"ccm-4.1": ["IAM-13", "IAM-15"], "iso-27001-2022": ["A.8.5"]},
        "maps_to": {
            "ccm-4.1": [
                {"id": "IAM-13", "relation": "equal", "because": "Both ask for it."},
                {"id": "IAM-15", "relation": "partial", "because": "It asks for more."},
            ],
            "iso-27001-2022": [{"id": "A.8.5", "relation": "related", "because": None}],
            "soc2-2017": [],
        },
    }
