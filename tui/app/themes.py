"""Colours: a dark, a light and a 16-colour theme, and what to pick for the terminal at hand.

Loss is orange and profit blue in every theme; both stay apart in all common kinds of colour vision,
and a sign or glyph always says the same without colour. Greys are nearly unsaturated, so that
256-colour terminals map them to their grey ramp.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="xev-dark",
    primary="#F7E08A",
    secondary="#98A2AE",
    accent="#F7E08A",
    warning="#FF8A1F",
    error="#FF8A1F",
    success="#4FB3FF",
    foreground="#E8ECF1",
    background="#0F1114",
    surface="#171A1E",
    panel="#1F2328",
    dark=True,
    variables={
        "loss": "#FF8A1F",
        "profit": "#4FB3FF",
        "neutral": "#7F8A97",
        "muted": "#98A2AE",
        "forecast": "#D0AEFF",
        "best": "#F7E08A",
        "hairline": "#343A42",
        "cursor": "#2C3138",
        "chip": "#0F1114",
    },
)

LIGHT = Theme(
    name="xev-light",
    primary="#5C3B00",
    secondary="#565F6B",
    accent="#5C3B00",
    warning="#A84300",
    error="#A84300",
    success="#0B62B0",
    foreground="#1B1F24",
    background="#FBFAF7",
    surface="#F3F1EB",
    panel="#E9E6DD",
    dark=False,
    variables={
        "loss": "#A84300",
        "profit": "#0B62B0",
        "neutral": "#646D78",
        "muted": "#565F6B",
        "forecast": "#6F3FB5",
        "best": "#5C3B00",
        "hairline": "#D5D1C5",
        "cursor": "#E4DFCF",
        "chip": "#FBFAF7",
    },
)

ANSI = Theme(
    name="xev-ansi",
    ansi=True,
    primary="ansi_bright_white",
    secondary="ansi_white",
    accent="ansi_bright_white",
    warning="ansi_bright_yellow",
    error="ansi_bright_yellow",
    success="ansi_bright_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    dark=True,
    variables={
        "loss": "ansi_bright_yellow",
        "profit": "ansi_bright_cyan",
        "neutral": "ansi_bright_black",
        "muted": "ansi_white",
        "forecast": "ansi_bright_magenta",
        "best": "ansi_bright_white",
        "hairline": "ansi_bright_black",
        "cursor": "ansi_blue",
        "chip": "ansi_black",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-background": "ansi_bright_white",
        "input-selection-foreground": "ansi_black",
        "input-selection-background": "ansi_bright_blue",
        "screen-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_bright_blue",
    },
)

THEMES = (DARK, LIGHT, ANSI)


def suited_to(color_system: str | None, *, plain: bool) -> str:
    """The theme for a terminal: with 16 colours or none that of the terminal's own colours."""
    few = color_system in (None, "standard", "windows")
    return ANSI.name if plain or few else DARK.name
