"""A relying party in Python that judges a corpus: by `cryptography`, pyHanko and signxml, with none of our code.

Each function gives None, or in words why it refuses.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "base/testing"))
