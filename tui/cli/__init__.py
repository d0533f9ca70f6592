"""The commands: `show`, `calc`, `check`, `new`, `web`, the small ones, and `run`: the app itself.

They may import everything; the app and its screens only inside `run` and `keys`, so that no other
command loads Textual. Never here: what a tab says of its figures too.
"""
