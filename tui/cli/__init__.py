"""The commands: `show`, `calc`, `check`, `new`, `web` and the small ones.

They import facts, economics, checks, `present` of the tabs, and the app's registry and settings.
Never here: screens. No command loads Textual but `keys`, which reads the bindings.
"""
