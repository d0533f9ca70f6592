"""Charts painted in blocks and lines, each in a module of its own: the first screen loads few.

They import Textual, Rich and each other. What they are given stands in `data.py`: plain numbers and
ready-made texts, without Textual, so that what a tab says can be made into it.
Never here: facts, currencies, and words about them.
"""
