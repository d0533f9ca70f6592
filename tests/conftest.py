"""What holds for all tests: no animations, which Textual decides when it is imported."""

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"
