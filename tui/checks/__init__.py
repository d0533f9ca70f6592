"""Sources held against each other, and promises against outcomes: the findings and their issues.

May be imported here: `tui.facts` and `tui.system`.
Never here: a change to a fact, Textual or Rich, the layout of a screen.
"""
