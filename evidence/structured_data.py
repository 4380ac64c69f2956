"""The table of findings as search engines for data sets read it (https://schema.org/Dataset)."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.addresses import absolute
from evidence.columns import COLUMNS
from evidence.downloads import FINDINGS
from evidence.models import Snapshot

Description = dict[str, Any]


def describe_findings() -> Description:
    """Return the table as it is now."""
    return {
        **_dataset(absolute(reverse("evidence")), _("Findings of evaluations")),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.name, "description": str(column.description)}
            for column in COLUMNS
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": absolute(reverse("evidence_download", args=[extension])),
                "encodingFormat": each.media_type,
            }
            for extension, each in FINDINGS.items()
        ],
    }


def describe_snapshot(snapshot: Snapshot) -> Description:
    """Return a fixed version of the table.

    Parameters
    ----------
    snapshot : with its files, and not withdrawn
    """
    return {
        **_dataset(snapshot.permalink, _("Findings of evaluations")),
        "version": snapshot.version,
        "datePublished": snapshot.date,
        "isBasedOn": absolute(reverse("evidence")),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": absolute(
                    reverse("evidence_snapshot_file", args=[snapshot.version, file.name])
                ),
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in snapshot.files.all()
        ],
    }


def _dataset(address: str, name: str) -> Description:
    organisation = {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.BASE_URL}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": f"{settings.SITE_NAME}: {name}",
        "description": description(),
        "isAccessibleForFree": True,
        "inLanguage": settings.LANGUAGE_CODE,
        "spatialCoverage": {"@type": "Place", "name": "Nederland"},
        "creator": organisation,
        "publisher": organisation,
    }


def description() -> str:
    """Return what the table is, in the language of the reader."""
    return _(
        "What evaluations of interventions against school segregation found: one row a finding, "
        "with its effect size and standard error where they are known."
    )
