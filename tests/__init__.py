"""The tests, and what they start: programs that get signals as a shell would hand them on.

Whoever runs in the background, or under nohup, ignores signals, and what it starts inherits that.
It does not inherit a handler, even one that does nothing.
"""

import re
import shutil
import signal
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "facts.yaml"
DATA = ROOT / "tests" / "data"


def copy_facts(folder: Path) -> Path:
    """A copy of the shipped facts in a folder, with the files of other makers beside it."""
    shutil.copytree(SHIPPED.parent / "peers", folder / "peers", dirs_exist_ok=True)
    return Path(shutil.copyfile(SHIPPED, folder / SHIPPED.name))


def facts_alone() -> str:
    """The text of the shipped facts as if they included no other files."""
    text = SHIPPED.read_text(encoding="utf-8")
    return re.sub(r"^include:\n(- .*\n)+", "", text, flags=re.MULTILINE)


for _number in signal.valid_signals():
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, lambda *_: None)
