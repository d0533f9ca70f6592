"""The tests, and what they start: programs that get signals as a shell would hand them on.

Whoever runs in the background, or under nohup, ignores signals, and what it starts inherits that.
It does not inherit a handler, even one that does nothing.
"""

import signal
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "facts.yaml"
DATA = ROOT / "tests" / "data"

for _number in signal.valid_signals():
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, lambda *_: None)
