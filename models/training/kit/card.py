"""Pieces that every card is made of: tables in Markdown, aligned as the project's formatter wants them."""


def table(head, rows) -> str:
    """`head` and each row: strings of equal number."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(3, *(len(row[i]) for row in cells)) for i in range(len(head))]
    line = lambda row: "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
    return "\n".join([line(cells[0]), line(["-" * width for width in widths]), *map(line, cells[1:])])


def percent(share, digits: int = 1) -> str:
    return "-" if share is None else f"{100 * share:.{digits}f}"


def span(interval, digits: int = 1) -> str:
    return f"{percent(interval[0], digits)}-{percent(interval[1], digits)}"
