"""Charts painted in blocks and lines, each in a module of its own: the first screen loads few.

They import Textual, Rich and each other, and take plain numbers and ready-made texts.
Never here: facts, currencies, and words about them.
"""
