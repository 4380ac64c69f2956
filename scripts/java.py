"""The Java that runs and extends Elasticsearch. Standard library only."""

import os
import re
from pathlib import Path

#: What Elasticsearch 9 needs.
OLDEST_JAVA = 21


def find_jdk() -> Path | None:
    """Return the newest Java development kit that can run the server, if one is installed."""
    homes = [Path(home) for home in (os.environ.get("JAVA_HOME"),) if home]
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    kits = {home.resolve(): _major(home) for home in homes if (home / "bin" / "javac").exists()}
    usable = {home: major for home, major in kits.items() if major >= OLDEST_JAVA}
    return max(usable, key=lambda home: usable[home]) if usable else None


def _major(home: Path) -> int:
    """Return the version of a Java home, from the file that every kit has."""
    release = home / "release"
    found = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.exists() else None
    return int(found.group(1)) if found else 0
