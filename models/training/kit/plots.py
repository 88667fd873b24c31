"""Plots as plain SVG text: no library, the same bytes every time, readable in light and dark."""

from html import escape

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 44, 56


def scatter(title: str, x_label: str, y_label: str, points, front=()) -> str:
    """`points`: (name, x, y); those named in `front` are joined by a line, filled and labelled first."""
    xs, ys = [p[1] for p in points], [p[2] for p in points]
    x_of, x_ticks = axis(min(xs), max(xs), LEFT, WIDTH - RIGHT)
    y_of, y_ticks = axis(min(ys), max(ys), HEIGHT - BOTTOM, TOP)
    parts = frame(title, x_label, y_label, (x_of, x_ticks), (y_of, y_ticks))
    joined = sorted((p for p in points if p[0] in front), key=lambda p: p[1])
    path = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for _, x, y in joined)
    parts.append(f'<polyline points="{path}" fill="none" stroke="#1f6feb" stroke-width="2"/>')
    taken = []
    for name, x, y in sorted(points, key=lambda p: p[0] not in front):
        fill = "#1f6feb" if name in front else "#8b949e"
        parts.append(f'<circle cx="{x_of(x):.1f}" cy="{y_of(y):.1f}" r="5" fill="{fill}"/>')
        parts.append(label(x_of(x), y_of(y), name, taken))
    return svg(title, parts)


def frame(title: str, x_label: str, y_label: str, across, up) -> list:
    """Words and ticks; `across`, `up`: what `axis` gives."""
    (x_of, x_ticks), (y_of, y_ticks) = across, up
    parts = [text(WIDTH / 2, 22, title, "middle", 15), text(WIDTH / 2, HEIGHT - 12, x_label, "middle"),
             f'<g transform="rotate(-90 16 {HEIGHT / 2:.0f})">{text(16, HEIGHT / 2, y_label, "middle")}</g>']
    for value in x_ticks:
        parts += [line(x_of(value), TOP, x_of(value), HEIGHT - BOTTOM),
                  text(x_of(value), HEIGHT - BOTTOM + 18, f"{value:g}", "middle")]
    for value in y_ticks:
        parts += [line(LEFT, y_of(value), WIDTH - RIGHT, y_of(value)),
                  text(LEFT - 8, y_of(value) + 4, f"{value:g}", "end")]
    return parts


def svg(title: str, parts) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
            f'font-size="12"><title>{escape(title)}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
            f'{"".join(parts)}</svg>\n')


def pareto(points) -> set:
    """Names of those (name, x, y) to which no other is better in one (less x, more y) and no worse in the other."""
    better = lambda a, b: a[1] <= b[1] and a[2] >= b[2] and (a[1] < b[1] or a[2] > b[2])
    return {p[0] for p in points if not any(better(q, p) for q in points)}


def axis(low: float, high: float, start: float, end: float):
    """Value -> position, with a twelfth of room at both ends; round values for the ticks."""
    room = (high - low or abs(high) or 1) / 12
    low, high = low - room, high + room
    step = next(s for s in (m * 10 ** e for e in range(-4, 6) for m in (1, 2, 5)) if (high - low) / s <= 8)
    first = int(low / step) if low < 0 else int(low / step) + 1
    ticks = [round(i * step, 6) for i in range(first, int(high / step) + 1)]
    return lambda value: start + (value - low) / (high - low) * (end - start), ticks


def label(x: float, y: float, name: str, taken: list) -> str:
    """Above or below its point, or further off, wherever no other label lies yet."""
    half = 3.6 * len(name)
    x = min(max(x, LEFT + half), WIDTH - RIGHT - half)
    for shift in (-10, 20, -24, 34, -38, 48):
        if all(abs(y + shift - v) > 12 or abs(x - u) > half + w for u, v, w in taken):
            break
    taken.append((x, y + shift, half))
    return text(x, y + shift, name, "middle")


def text(x, y, words, anchor, size=12) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" font-size="{size}" fill="#24292f">{escape(words)}</text>'


def line(x0, y0, x1, y1) -> str:
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="#d8dee4"/>'
