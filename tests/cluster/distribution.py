"""The real Elasticsearch server, from Maven Central, made ready to run.

Maven Central carries the server without most of its modules. The analysis of the module
``analysis-common`` is put back by a plugin of ours, compiled against the server's own libraries:
see ``plugin/``.
"""

import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from scripts.java import OLDEST_JAVA

VERSION = "9.5.3"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
SHA256 = "bec49f3b8d00e75c8d1cec85c35298635ec9fbd3ae80ef5aeb6bc05abdb3db2d"
FETCH = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"

PLUGIN = Path(__file__).parent / "plugin"
PLUGIN_NAME = "schoolmix-common-analysis"
API = "org.elasticsearch.plugin.analysis"


def unpack(folder: Path, jdk: Path) -> Path:
    """Put the server with its plugin into a folder; return its home.

    Raises
    ------
    RuntimeError
        When the server can't be fetched, or isn't what it should be.
    """
    with zipfile.ZipFile(_fetch(folder)) as archive:
        archive.extractall(folder)
    home = folder / f"elasticsearch-{VERSION}"
    for program in (*home.glob("bin/*"), *home.glob("lib/tools/server-launcher/server-launcher")):
        program.chmod(0o755)
    _add_plugin(home, jdk)
    return home


def _fetch(folder: Path) -> Path:
    """Fetch the server by Maven, which keeps it for the next time."""
    command = ["mvn", "--batch-mode", "--quiet", FETCH,
               f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]  # fmt: skip
    fetched = subprocess.run(command, capture_output=True, text=True)
    if fetched.returncode != 0:
        raise RuntimeError(f"Elasticsearch could not be fetched:\n{fetched.stdout[-2000:]}")
    [archive] = folder.glob("*.zip")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        raise RuntimeError(f"{archive.name} is not the file that was expected.")
    return archive


def _add_plugin(home: Path, jdk: Path) -> None:
    """Compile the plugin and describe its components as the server wants to read them."""
    plugin = home / "plugins" / PLUGIN_NAME
    classes = home.parent / "classes"
    sources = sorted(PLUGIN.rglob("*.java"))
    subprocess.run([jdk / "bin" / "javac", "-proc:none", "--release", str(OLDEST_JAVA),
                    "-cp", str(home / "lib" / "*"), "-d", classes, *sources], check=True)  # fmt: skip
    plugin.mkdir()
    subprocess.run([jdk / "bin" / "jar", "--create", "--file", plugin / f"{PLUGIN_NAME}.jar",
                    "-C", classes, "."], check=True)  # fmt: skip
    (plugin / "named_components.json").write_text(json.dumps(_components(sources)))
    (plugin / "stable-plugin-descriptor.properties").write_text(
        "description=Lucene's analysis under the names of analysis-common\n"
        f"version=1\nname={PLUGIN_NAME}\nelasticsearch.version={VERSION}\n"
        f"java.version={OLDEST_JAVA}\n"
    )
    shutil.rmtree(classes)


def _components(sources: list[Path]) -> dict[str, dict[str, str]]:
    """Return what each kind of component is called, and the class that makes it."""
    components: dict[str, dict[str, str]] = {}
    found = re.compile(
        r'@NamedComponent\("(\w+)"\)\s+public static final class (\w+) implements (\w+)'
    )
    for source in sources:
        outer = ".".join(source.relative_to(PLUGIN).with_suffix("").parts)
        for name, inner, kind in found.findall(source.read_text()):
            components.setdefault(f"{API}.{kind}", {})[name] = f"{outer}${inner}"
    return components
