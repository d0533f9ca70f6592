"""The Disputes tab: where sources disagree, how far apart they are, which one holds and why.

May be imported here: `tui.ui` and all below it; no Textual or Rich in `present.py`.
Never here: another tab, or a verdict of its own, which `tui.checks` decides.
"""
