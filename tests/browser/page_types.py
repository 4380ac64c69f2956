"""One page of each template, by name."""

from evidence.models import Snapshot
from interventions.models import CaseStudyPage
from tests.browser.content import CLOSED_CASE, FULL_CASE, FULL_EVALUATION, PARTNER

CASES = "/interventies/"
SNAPSHOTS = "/bewijs/momentopnamen/"
SPARSE_CASE = "/coalitie/ministerie-van-ocw/modules-over-niveaus-en-leerjaren/"
COMPARED = (FULL_CASE, "twaalf-pilots-2008-2011", "modules-over-niveaus-en-leerjaren")

ADDRESSES = {
    "home": "/",
    "list": CASES,
    "list with choices": f"{CASES}?q=school&sector=po&sector=vo&status=running&sort=title",
    "list without results": f"{CASES}?q=zeppelin&sector=po",
    "list of which the address is wrong": f"{CASES}?sector=bestaat-niet&sort=x&page=99",
    "like cases": "/werkt-dit-hier/?sector=po&municipality=0268",
    "like cases asked": "/werkt-dit-hier/?sector=bestaat-niet",
    "type": "/aanpak/vriendschapsschool/",
    "type without cases": "/aanpak/dubbele-wachtlijst/",
    "outcome": "/uitkomst/schoolsamenstelling/",
    "full case": f"/coalitie/{PARTNER}/{FULL_CASE}/",
    "sparse case": SPARSE_CASE,
    "full evaluation": f"/coalitie/{PARTNER}/{FULL_CASE}/{FULL_EVALUATION}/",
    "sparse evaluation": "/coalitie/ministerie-van-ocw/twaalf-pilots-2008-2011/wat-leerden-we-van-de-twaalf-pilots/",
    "evidence": "/bewijs/",
    "evidence that is pooled": "/bewijs/?collection=examples&outcome=leerprestaties",
    "evidence without findings": "/bewijs/?outcome=burgerschap",
    "code book": "/bewijs/codeboek/",
    "data for programs": "/api/",
    "gap map": "/bewijs/kaart/",
    "snapshots": SNAPSHOTS,
    "snapshot": SNAPSHOTS,
    "withdrawn snapshot": SNAPSHOTS,
    "pledge": "/bewijs/toezeggen/?type=dubbele-wachtlijst&outcome=houding",
    "pledge of a place that does not exist": "/bewijs/toezeggen/?type=x",
    "planner": "/bewijs/plannen/",
    "planner with an answer": "/bewijs/plannen/?outcome=leerprestaties&design=matched-comparison&schools=9&pupils=50",
    "planner with a wrong answer": "/bewijs/plannen/?outcome=houding&schools=x",
    "outcome with findings": "/uitkomst/vriendschap-en-contact/",
    "research elsewhere": "/onderzoek/",
    "following": "/volgen/?type=vriendschapsschool",
    "following stopped": "/volgen/stoppen/x/",
    "joining": "/meedoen/",
    "joining asked": "/meedoen/gevraagd/",
    "joining by an old link": "/meedoen/bevestigen/x/",
    "invitation that ended": "/uitnodiging/x/",
    "case that a link asks no more of": "/klopt-dit-nog/x/",
    "partner": "/coalitie/gemeente-amsterdam/",
    "coalition": "/coalitie/",
    "content": "/toegankelijkheid/",
    "compare": "/interventies/vergelijk",
    "compare without cases": "/interventies/vergelijk",
    "page that does not exist": "/bestaat-niet/",
    "address that is no question": f"{CASES}?q=" + "a" * 10_001,
    "signing in": "/inloggen/",
    "forgotten password": "/inloggen/wachtwoord-vergeten/",
    "password needed": f"/coalitie/{PARTNER}/{CLOSED_CASE}/",
    "patterns": "/patronen/",
}


def address_of(page_type: str, language: str = "nl") -> str:
    """Return the path of a page of this type; some are known once there is content."""
    path = ADDRESSES[page_type]
    if page_type == "compare":
        ids = dict(CaseStudyPage.objects.filter(slug__in=COMPARED).values_list("slug", "pk"))
        path += "?" + "&".join(f"case={ids[slug]}" for slug in COMPARED)
    if page_type.endswith("snapshot"):
        withdrawn = page_type.startswith("withdrawn")
        path += Snapshot.objects.get(withdrawn_at__isnull=not withdrawn).version + "/"
    return path if language == "nl" else f"/{language}{path}"
