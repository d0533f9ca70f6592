"""What the program needs of the machine: files, folders, streams, editor and browser, safe text.

It imports the standard library and nothing of this program.
Never here: facts, words about cars, and anything that draws.
"""
