"""The score of a HECVAT: what its answers give, beside the one that the workbook holds."""

from collections.abc import Iterator

from vendorcheck.exchange.importers._hecvat import Hecvat, HecvatRow, Scoring
from vendorcheck.exchange.reply import Place, ReplyRemark

_TOLERANCE = 0.005
"""The difference in percent that rounding to the hundredth may hide."""
_LEAST_DIFFERENCE = 0.001
"""The least difference in points that is one."""


def score_remarks(hecvat: Hecvat) -> Iterator[ReplyRemark]:
    """Yield the score that the answers give; if the workbook holds another, the rows that cause it.

    An analyst may have overridden an answer, and a cached score may be stale: only the vendor's
    answers count here.
    """
    return _compared_score(hecvat) if hecvat.not_applicable_counts else _unverified_score(hecvat)


def _compared_score(hecvat: Hecvat) -> Iterator[ReplyRemark]:
    """Yield the score of a HECVAT 3."""
    earned = total = 0.0
    differing: list[tuple[HecvatRow, Scoring, float]] = []
    for row in hecvat.rows:
        scoring = hecvat.scoring.get(row.id)
        if scoring and scoring.compliant and scoring.forgotten_weight:
            yield ReplyRemark(
                f"{row.id}: the workbook forgets to score it ({scoring.forgotten_weight:g} "
                "points), so it does not count here either",
                Place(cell=scoring.place),
            )
        if scoring is None or not hecvat.counts(row.id) or not _part_is_on(hecvat, row.id):
            continue
        points = scoring.weight * scoring.is_compliant(row.answer.text)
        earned += points
        total += scoring.weight
        if scoring.cached is None or abs(scoring.cached - points) > _LEAST_DIFFERENCE:
            differing.append((row, scoring, points))
    if not total:
        return
    score = 100 * earned / total
    cached = _cached_score(hecvat)
    if cached is None:
        yield ReplyRemark(f"{hecvat.name}: its answers give {score:.2f} %; it holds no score")
    elif abs(cached - score) < _TOLERANCE:
        yield ReplyRemark(f"{hecvat.name}: its answers give {score:.2f} %, as the workbook says")
    else:
        yield ReplyRemark(
            f"{hecvat.name}: its answers give {score:.2f} %, and the workbook says {cached:.2f} %"
        )
        for row, scoring, points in differing:
            yield ReplyRemark(_difference(row, scoring, points), Place(cell=scoring.place))


def _unverified_score(hecvat: Hecvat) -> Iterator[ReplyRemark]:
    """Yield the score of a HECVAT 4, with the warning that its rule has been tried on no sample."""
    answers = {row.id: row.answer.text.casefold() for row in hecvat.rows}
    earned = total = 0.0
    for row in hecvat.rows:
        is_off = any(answers[name] == "no" for name in hecvat.qualifiers.get(row.id, ()))
        if is_off or row.is_not_applicable or not hecvat.counts(row.id):
            continue
        scoring = hecvat.scoring[row.id]
        earned += scoring.weight * scoring.is_compliant(row.answer.text)
        total += scoring.weight
    if not total:
        return
    stated = hecvat.stated_score
    workbook = "" if stated is None else f" The workbook says {stated:.2f} % of what it includes."
    yield ReplyRemark(
        f"{hecvat.name}: its answers give {100 * earned / total:.2f} % of all sections. This is "
        f"not verified: no filled HECVAT 4 was there to compare with.{workbook}"
    )


def _part_is_on(hecvat: Hecvat, question_id: str) -> bool:
    part = hecvat.parts.get(question_id.partition("-")[0])
    if part is None or part.qualifier is None:
        return True
    answers = {row.id: row.answer.text for row in hecvat.rows}
    return answers.get(part.qualifier, "Yes").casefold() == "yes"


def _cached_score(hecvat: Hecvat) -> float | None:
    """Return the score of the workbook in percent; None if it holds none."""
    parts = hecvat.parts.values()
    total = sum(part.weight or 0 for part in parts)
    return 100 * sum(part.score or 0 for part in parts) / total if total else None


def _difference(row: HecvatRow, scoring: Scoring, points: float) -> str:
    if scoring.override:
        return f"{row.id}: an analyst overrode the answer; it gives {points:g} points"
    if scoring.cached is None:
        reason = "its score can't be read" if scoring.has_formula else "it has no score formula"
        return f"{row.id}: {reason}; its answer gives {points:g} points"
    return f"{row.id}: the workbook gives {scoring.cached:g} points, and its answer {points:g}"
