"""Make a folder of invented vendors for pictures and trials: `made_vendors.py FOLDER [COUNT]`.

The same count gives the same files.
"""

import copy
import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from vendorcheck.document.document import parse_document

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
AS_OF = date(2026, 11, 22)
PRODUCTS = (
    ("Kontor CRM", "Keeps what we know about customers"),
    ("Pigeon Mail", "Sends newsletters and invitations"),
    ("Slate", "Workshops on a shared wall"),
    ("Lotse Analytics", "Counts visits of the website"),
    ("Fernruf", "Calls and meetings with customers"),
    ("Tally Forms", "Surveys among customers"),
    ("Setzkasten", "Lays out flyers and posters"),
    ("Ampel", "Plans campaigns and budgets"),
    ("Wegweiser", "Sends parcels and tracks them"),
    ("Klangraum", "Cuts films and podcasts"),
)
MAKERS = (
    "Nordlicht",
    "Brightwell",
    "Osprey",
    "Talweg",
    "Corvid",
    "Mistral & Sons",
    "Aster",
    "Juniper",
)
OWNERS = ("Ida Holm (sales)", "Jane Doe (marketing)", "Omar Said (service)", "Li Wei (brand)")
_DONE_OF_FIVE = 3
NOTES = ("AWS and Twilio", "Hetzner, Mailgun", "Azure; support by Zendesk", "OpenAI and AWS")


def make_vendors(folder: Path, count: int) -> None:
    """Write so many vendor files into a folder; their answers are those of the examples."""
    examples = [
        parse_document(path.read_bytes(), path.name).data
        for path in sorted(EXAMPLES.glob("*.yaml"))
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        example = copy.deepcopy(examples[number * 3 % len(examples)])
        content = json.dumps(_vendor(number, example), indent=1, ensure_ascii=False)
        (folder / f"vendor-{number:05}.json").write_text(content + "\n", encoding="utf-8")


def _vendor(number: int, example: Any) -> dict[str, Any]:  # noqa: ANN401 - a vendor file as data
    dice = random.Random(number)  # noqa: S311 - nothing secret
    product, purpose = PRODUCTS[number % len(PRODUCTS)]
    maker = MAKERS[number // len(PRODUCTS) % len(MAKERS)]
    requested = AS_OF - timedelta(days=dice.randrange(20, 500))
    vendor: dict[str, Any] = {
        "vendorcheck": "vendor/1",
        "requested_on": str(requested),
        "vendor": {
            "name": maker,
            "product": product if number < len(PRODUCTS) else f"{product} {maker.split()[0]}",
            "website": f"https://{maker.split()[0].lower()}.example",
        },
        "responses": example["responses"],
    }
    _change_answers(vendor["responses"], dice, number)
    vendor["responses"]["request"]["answers"] |= {
        "purpose": purpose,
        "owner": OWNERS[dice.randrange(len(OWNERS))],
    }
    _add_record(vendor, dice, requested)
    return vendor


def _change_answers(responses: dict[str, Any], dice: random.Random, number: int) -> None:
    """Leave answers out where the vendor still has to answer, and name who hosts and sends."""
    if number % 5 == 0:
        for name, response in responses.items():
            for key in list(response["answers"]):
                if name != "request" and not dice.randrange(3):
                    del response["answers"][key]
    notes = dice.choice(NOTES)
    named = responses.setdefault("data-access-removal", {"answers": {}})["answers"]
    named["sub-processors"] = {"answer": "notice-30", "note": notes}


def _add_record(vendor: dict[str, Any], dice: random.Random, requested: date) -> None:
    """Add a decision with a condition, the contract, and what the vendor announced."""
    decided = requested + timedelta(days=dice.randrange(3, 45))
    if dice.randrange(4) and decided <= AS_OF:
        verdict = dice.choice(["approve", *3 * ["approve-with-conditions"], "do-not-approve"])
        due = decided + timedelta(days=dice.randrange(30, 700))
        is_done = dice.randrange(5) < _DONE_OF_FIVE
        done = {"done_on": str(decided), "done_by": "Sam"} if is_done else {}
        condition = {
            "text": "Send the new audit report",
            "owner": "vendor",
            "due": str(due),
            **done,
        }
        vendor["decisions"] = [
            {
                "decision": verdict,
                "by": "Ida Holm",
                "decided_on": str(decided),
                "conditions": [condition],
            }
        ]
    renews = AS_OF + timedelta(days=dice.randrange(20, 400))
    vendor["contract"] = {
        "renews_on": str(renews),
        "notice_by": str(renews - timedelta(days=60)),
        "yearly_cost": f"{dice.randrange(1, 60) * 500} EUR",
    }
    if not dice.randrange(5):
        day = AS_OF + timedelta(days=dice.randrange(-5, 40))
        vendor["changes"] = [
            {"what": "sub-processor", "text": "Moves mail to Relay Inc.", "object_by": str(day)}
        ]


if __name__ == "__main__":
    make_vendors(Path(sys.argv[1]), int([*sys.argv, "40"][2]))
