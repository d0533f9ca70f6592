"""What holds for all tests: no animations, and a cache folder of their own."""

import os
import tempfile

CACHE = tempfile.TemporaryDirectory(prefix="xev-tui-tests-")
"""Goes when the tests end."""

# Textual reads the first when it is imported; programs that tests start inherit both.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["XDG_CACHE_HOME"] = CACHE.name
