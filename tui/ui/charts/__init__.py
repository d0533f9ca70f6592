"""Charts painted in blocks and lines; they take plain numbers and ready-made texts.

Each stands in a module of its own, imported by the tab that shows it: the first screen shows few.
Nothing here knows of facts.
"""
