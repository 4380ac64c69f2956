"""The data of the site as a catalogue for data portals: DCAT-AP-NL 3.0, as JSON-LD.

https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/ says which properties a data set must have; portals
such as data.overheid.nl gather such files.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from core.addresses import LANGUAGES, absolute
from evidence.downloads import FINDINGS
from evidence.models import Snapshot
from evidence.structured_data import description

Node = dict[str, Any]

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority"
#: The coalition has not chosen a licence for the table; each case names its own.
LICENCE = "http://standaarden.overheid.nl/owms/terms/licentieonbekend"
FILE_TYPES = {"csv": "CSV", "xlsx": "XLSX", "jsonl": "JSON"}
IANA = "https://www.iana.org/assignments/media-types"


@require_safe
def catalog(request: HttpRequest) -> JsonResponse:
    """The catalogue: the table as it is now, its fixed versions, and the API that serves it."""
    with override(settings.LANGUAGE_CODE):
        return _catalog()


def _catalog() -> JsonResponse:
    snapshots = list(Snapshot.objects.filter(withdrawn_at=None).prefetch_related("files"))
    table = _table(snapshots)
    versions = [_version(snapshot) for snapshot in snapshots]
    body = {
        "@context": CONTEXT,
        "@id": absolute(reverse("catalog")),
        "@type": "dcat:Catalog",
        "dct:title": _in_each_language(lambda: _("Data of Schoolmix")),
        "dct:description": _in_each_language(
            lambda: _("What a coalition against school segregation makes public as data.")
        ),
        "dct:publisher": _agent(),
        "dcat:contactPoint": _contact(),
        "foaf:homepage": {"@id": settings.BASE_URL},
        "dct:language": _languages(),
        "dcat:dataset": [table, *versions],
        "dcat:service": [_service()],
    }
    return JsonResponse(
        body, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )


def _table(snapshots: list[Snapshot]) -> Node:
    address = absolute(reverse("evidence"))
    return {
        **_dataset(address, lambda: _("Findings of evaluations")),
        "dct:accrualPeriodicity": {"@id": f"{AUTHORITY}/frequency/IRREG"},
        "dcat:hasVersion": [{"@id": snapshot.permalink} for snapshot in snapshots],
        "dcat:distribution": [
            {
                **_distribution(
                    absolute(reverse("evidence_download", args=[extension])), each.media_type
                ),
                "dct:format": {"@id": f"{AUTHORITY}/file-type/{FILE_TYPES[extension]}"},
            }
            for extension, each in FINDINGS.items()
        ],
    }


def _version(snapshot: Snapshot) -> Node:
    return {
        **_dataset(
            snapshot.permalink,
            lambda: _("Findings of evaluations (version %(version)s)") % {"version": snapshot},
        ),
        "dcat:version": snapshot.version,
        "dcat:isVersionOf": {"@id": absolute(reverse("evidence"))},
        "dct:issued": {"@type": "xsd:date", "@value": snapshot.date.isoformat()},
        "dcat:distribution": [
            {
                **_distribution(
                    absolute(reverse("evidence_snapshot_file", args=[snapshot.version, file.name])),
                    file.media_type,
                ),
                "dct:title": file.name,
                "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.size)},
                "spdx:checksum": {
                    "@id": f"{snapshot.permalink}{file.name}#checksum",
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
                },
            }
            for file in snapshot.files.all()
        ],
    }


def _service() -> Node:
    """The API: the findings of the table, and the records that they come from."""
    described = absolute(reverse("openapi"))
    return {
        "@id": f"{described}#service",
        "@type": "dcat:DataService",
        "dct:identifier": f"{described}#service",
        "dct:title": _in_each_language(lambda: _("API of Schoolmix")),
        "dct:description": _in_each_language(
            lambda: _("Cases, evaluations, findings and pools, for programs, to read only.")
        ),
        "dct:publisher": _agent(),
        "dcat:contactPoint": _contact(),
        "dct:accessRights": {"@id": f"{AUTHORITY}/access-right/PUBLIC"},
        "dct:license": {"@id": LICENCE},
        "dcat:theme": _themes(),
        "dcat:endpointURL": {"@id": described.removesuffix("/openapi.json")},
        "dcat:endpointDescription": {"@id": described},
        "dcat:landingPage": {"@id": absolute(reverse("about_the_api"))},
        "dcat:servesDataset": [{"@id": absolute(reverse("evidence"))}],
    }


def _dataset(address: str, title: Callable[[], str]) -> Node:
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": address,
        "dct:title": _in_each_language(title),
        "dct:description": _in_each_language(description),
        "dct:publisher": _agent(),
        "dct:creator": _agent(),
        "dcat:contactPoint": _contact(),
        "dct:accessRights": {"@id": f"{AUTHORITY}/access-right/PUBLIC"},
        "dcat:theme": _themes(),
        "dct:language": _languages(),
        "dcat:landingPage": {"@id": address},
    }


def _distribution(address: str, media_type: str) -> Node:
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{IANA}/{media_type}"},
        "dct:license": {"@id": LICENCE},
    }


def _agent() -> Node:
    return {
        "@id": f"{settings.BASE_URL}/#coalition",
        "@type": "foaf:Agent",
        "foaf:name": settings.SITE_NAME,
    }


def _contact() -> Node:
    return {
        "@id": f"{settings.BASE_URL}/#contact",
        "@type": "vcard:Organization",
        "vcard:fn": settings.SITE_NAME,
        "vcard:hasURL": {"@id": absolute(reverse("wagtail_serve", args=["over/"]))},
    }


def _themes() -> list[Node]:
    return [{"@id": f"{AUTHORITY}/data-theme/{theme}"} for theme in ("EDUC", "SOCI")]


def _languages() -> list[Node]:
    # The words of the studies are Dutch; what the columns say is in every language.
    return [{"@id": f"{AUTHORITY}/language/{code}"} for code in ("NLD", "ENG")]


def _in_each_language(text: Callable[[], str]) -> list[Node]:
    found = []
    for language in LANGUAGES:
        with override(language.code):
            found.append({"@language": language.code, "@value": text()})
    return found
