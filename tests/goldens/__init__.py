"""What the program prints and draws, byte for byte: a change of the code alone leaves it as it is.

All of it on `tests/data/facts_pinned.yaml`, a copy of the facts of one day: new figures in the
shipped file are no change here. `make goldens` writes `kept/` anew; read the difference before you
commit it.
"""
