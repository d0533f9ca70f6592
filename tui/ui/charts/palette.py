"""Terminal styles by the names of foregrounds and backgrounds, in colours of the theme only."""

from __future__ import annotations

from typing import Final

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.widget import Widget

_FOREGROUNDS: Final = {"text": "foreground"} | {
    name: name for name in ("loss", "profit", "neutral", "muted", "forecast", "best", "hairline")
}
"""Theme colours of what is drawn, by the name of the foreground; unknown names look like text."""
_BACKGROUNDS: Final = {"cursor": "cursor", "selected": "cursor", "label": "panel"}
"""Theme colours of what is drawn on."""
TINTS: Final = {"area": 0.42, "deep": 0.37, "inner": 0.32, "band": 0.18, "far": 0.09}
"""Share of the role's colour in the background, for foregrounds such as `loss-area`."""


class CanvasStyles:
    """The styles of one widget in its present theme; make a new one when the theme changes."""

    def __init__(self, widget: Widget) -> None:
        """Reads the theme directly: eleven component classes would be restyled at every change."""
        self._widget = widget
        self._theme = widget.app.theme_variables
        self._base = widget.rich_style
        self._found: dict[tuple[str, str], Style] = {}

    def style(self, foreground: str, background: str) -> Style:
        """Style of a foreground such as `loss bold reverse` on a background such as `selected`."""
        key = (foreground, background)
        if key not in self._found:
            self._found[key] = self._make(foreground, background)
        return self._found[key]

    def flat(self) -> bool:
        """Whether colours cannot be mixed: 16 colours of the terminal, or none."""
        color = self._colour("loss")
        return self._widget.app.no_color or not color.name.startswith("#")

    def _make(self, foreground: str, background: str) -> Style:
        """Join foreground and background; two reverses cancel."""
        name, *flags = foreground.split() or ["text"]
        pen = self._named_style(name)
        under = self._named_style(background) if background else None
        tinted = background.partition("-")[2] in TINTS
        back = pen.bgcolor if under is None else under.color if tinted else under.bgcolor
        turned = ("reverse" in flags) ^ bool(pen.reverse) ^ bool(under and under.reverse)
        bold = "bold" in flags or bool(pen.bold)
        return Style(color=pen.color, bgcolor=back, bold=bold, reverse=turned)

    def _named_style(self, name: str) -> Style:
        """A component's style, its colour mixed into the background for `-area` and the like."""
        role, _, tint = name.partition("-")
        style = self._component(role)
        if tint not in TINTS or self.flat() or style.color is None or style.bgcolor is None:
            return style
        back, fore = Color.from_rich_color(style.bgcolor), Color.from_rich_color(style.color)
        return style + Style(color=back.blend(fore, TINTS[tint]).rich_color)

    def _component(self, role: str) -> Style:
        """A foreground, or a background under the foreground that the widget has anyway."""
        base = self._base
        if background := _BACKGROUNDS.get(role):
            turned = role == "cursor" and self._widget.app.no_color
            return Style(color=base.color, bgcolor=self._colour(background), reverse=turned)
        return Style(color=self._colour(_FOREGROUNDS.get(role, "foreground")), bgcolor=base.bgcolor)

    def _colour(self, name: str) -> RichColor:
        """A colour of the theme."""
        return Color.parse(self._theme[name]).rich_color
