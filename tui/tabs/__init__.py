"""The tabs, a package each: what it says (`present`), its widgets, its screen.

A tab imports `ui` and what stands below; its `present` imports no Textual.
Never here: another tab's modules. The tabs are listed in `app/registry.py`.
"""
