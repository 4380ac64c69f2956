"""What this room keeps itself: fixed versions of the findings, and what partners pledge to find out."""

from evidence.models.pledges import Pledge
from evidence.models.snapshots import Snapshot, SnapshotFile

__all__ = ["Pledge", "Snapshot", "SnapshotFile"]
