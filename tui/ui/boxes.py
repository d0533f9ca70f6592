"""Containers that only place what is in them: each line of them is the same blank one."""

from __future__ import annotations

from rich.style import Style
from textual.containers import Container
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def blank_lines(widget: Widget, crop: Region) -> list[Strip]:
    """The lines of a widget without border or text.

    Textual draws everything under a line that changed, and looks up each line on its own.
    """
    _, background = widget.background_colors
    line = Strip.blank(crop.width, Style.from_color(bgcolor=background.rich_color))
    for each in widget.get_line_filters():
        line = line.apply_filter(each, background)
    return [line] * crop.height


class Box(Container):
    """What is in it stands below each other."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank lines."""
        return blank_lines(self, crop)


class Row(Box):
    """What is in it stands beside each other."""

    DEFAULT_CSS = "Row { layout: horizontal; }"
