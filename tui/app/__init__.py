"""The program on the screen: the app, its tabs by name, settings, themes, and the palette.

It imports everything below; no command.
Never here: figures and sentences about them. `registry`, `settings`, `state` load no Textual.
"""
