"""The program on the screen: the app, its tabs by name, settings, themes, and its start.

It imports everything below and, for its start, what the commands have in common.
Never here: figures and sentences about them. `registry`, `settings`, `state` load no Textual.
"""
