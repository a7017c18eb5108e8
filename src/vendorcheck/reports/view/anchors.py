"""The ids of the places of an HTML report, by what stands there."""


def question_anchor(key: str) -> str:
    """Return the anchor of an answer: `q-sso.scim` for `sso/scim`."""
    return f"q-{key.replace('/', '.')}"


def finding_anchor(key: str) -> str:
    """Return the anchor of the first finding on a question or check: `f-sso.scim`."""
    return f"f-{key.replace('/', '.')}"


def section_anchor(key: str) -> str:
    """Return the anchor of a section's score: `s-sso.sign-in` for `sso/sign-in`."""
    return f"s-{key.replace('/', '.')}"


def answers_anchor(key: str) -> str:
    """Return the anchor of a section's answers: `a-sso.sign-in` for `sso/sign-in`."""
    return f"a-{key.replace('/', '.')}"
