"""JSON for programs, in which nothing is a command of what prints it."""

import json


def dump_json(data: object) -> str:
    """Return JSON in ASCII, indented by 2, without `##`.

    With `##`, old runners begin a command anywhere in a line.
    """
    # Outside of strings, JSON has no "#".
    return json.dumps(data, indent=2).replace("##", "#\\u0023") + "\n"
