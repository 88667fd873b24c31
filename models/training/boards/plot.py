"""A plot of lines as plain SVG text; axes and words as in kit/plots.py."""

from kit import plots

COLOURS = ("#1f6feb", "#cf6d17", "#2da44e")


def lines(title: str, x_label: str, y_label: str, series: dict) -> str:
    """`series`: name -> (x, y) points."""
    xs, ys = zip(*(point for points in series.values() for point in points))
    x_of, x_ticks = plots.axis(min(xs), max(xs), plots.LEFT, plots.WIDTH - plots.RIGHT)
    y_of, y_ticks = plots.axis(min(ys), max(ys), plots.HEIGHT - plots.BOTTOM, plots.TOP)
    parts = plots.frame(title, x_label, y_label, (x_of, x_ticks), (y_of, y_ticks))
    for colour, (name, points) in zip(COLOURS, series.items()):
        path = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x_of(x):.1f}" cy="{y_of(y):.1f}" r="4" fill="{colour}"/>' for x, y in points]
        parts.append(plots.text(x_of(points[-1][0]), y_of(points[-1][1]) - 10, name, "end"))
    return plots.svg(title, parts)
