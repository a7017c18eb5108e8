"""The rows of the benchmark, in the order in which they are printed."""

from rows import (
    first_paint,
    interview,
    loading,
    many_files,
    memory,
    path_to_yes,
    portfolio,
    start_up,
    workbooks,
)
from rows._row import (
    FULL as FULL,
    QUICK as QUICK,
    Row as Row,
    Sizes as Sizes,
    Workspace as Workspace,
)

ROWS: tuple[Row, ...] = (
    *start_up.ROWS,
    *loading.ROWS,
    *many_files.ROWS,
    *memory.ROWS,
    *portfolio.ROWS,
    *path_to_yes.ROWS,
    *interview.ROWS,
    *workbooks.ROWS,
    *first_paint.ROWS,
)
