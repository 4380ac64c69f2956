"""The pictures of the demo content, drawn in code: every run gives the same picture."""

from PIL import Image

from demo.illustrations import marks
from demo.illustrations.illustration import Illustration
from demo.illustrations.scenes import access, enrolment, home, insight, joint_subjects, meeting

__all__ = ["ILLUSTRATIONS", "Illustration", "draw"]

#: By the name that a content file gives. Leads measure 1600 x 900 pixels, marks 800 x 800.
ILLUSTRATIONS: dict[str, Illustration] = {
    "samen-naar-school": Illustration(
        home.samen_naar_school,
        "Tekening: kinderen uit twee buurten, de ene met groenblauwe en de andere met rode huizen, "
        "komen over twee paden samen bij één school.",
    ),
    "centraal-aanmelden": Illustration(
        enrolment.centraal_aanmelden,
        "Tekening: ouders met kinderen staan in de rij bij één loket. Vanaf het loket lopen lijnen "
        "naar vier scholen.",
    ),
    "gereserveerde-plekken": Illustration(
        enrolment.gereserveerde_plekken,
        "Tekening: een klas met kinderen op stoelen. Vier gele stoelen met een lint zijn nog vrij.",
    ),
    "ouderinitiatief": Illustration(
        enrolment.ouderinitiatief,
        "Tekening: ouders en kinderen lopen hand in hand door de straat naar de wijkschool.",
    ),
    "vriendschapsschool": Illustration(
        meeting.vriendschapsschool,
        "Tekening: een rode en een groenblauwe school aan weerszijden van het water. Kinderen van "
        "beide scholen houden elkaars hand vast op de brug ertussen.",
    ),
    "voorstelling-en-sport": Illustration(
        meeting.voorstelling_en_sport,
        "Tekening: op een toneel met rode gordijnen spelen vier kinderen met een bal. Een gemengd "
        "publiek kijkt toe.",
    ),
    "woensdagmiddag": Illustration(
        joint_subjects.woensdagmiddag,
        "Tekening: vijf dagen naast elkaar. Op vier dagen zitten stippen per kleur apart, op de "
        "middelste dag werken vier leerlingen samen aan een tafel.",
    ),
    "modules": Illustration(
        joint_subjects.modules,
        "Tekening: gekleurde lijnen met leerlingen kruisen elkaar bij vijf onderwerpen: een "
        "tandwiel, een kolf, een schilderspalet, een bal en een blad.",
    ),
    "gezamenlijke-vakken": Illustration(
        joint_subjects.gezamenlijke_vakken,
        "Tekening: een opengewerkt schoolgebouw. Boven zitten drie klassen elk in een eigen "
        "lokaal, beneden staan leerlingen van alle drie samen in het atelier.",
    ),
    "talentenklas": Illustration(
        access.talentenklas,
        "Tekening: leerlingen lopen over een trap van boeken omhoog naar een gebouw met zuilen en "
        "een open deur. Onderaan staat een ouder met een kind.",
    ),
    "gymnasium-voor-iedereen": Illustration(
        access.gymnasium_voor_iedereen,
        "Tekening: leerlingen met verschillende huidskleuren en kapsels staan op de trappen van "
        "een gebouw met zuilen, waarvan de deur open is.",
    ),
    "segregatiemonitor": Illustration(
        insight.segregatiemonitor,
        "Tekening: een stad met grachten in halve ringen en stippen in drie kleuren, met daarvoor "
        "een bedachte grafiek met drie lijnen.",
    ),
    "twaalf-pilots": Illustration(
        insight.twaalf_pilots,
        "Tekening: twaalf potten met plantjes die net boven de grond komen, naast een zandloper "
        "die bijna leeg is.",
    ),
    "merk-ministerie-van-ocw": Illustration(
        marks.ministerie_van_ocw, "Beeldmerk: zeven gekleurde stippen rond één middelpunt."
    ),
    "merk-gemeente-amsterdam": Illustration(
        marks.gemeente_amsterdam, "Beeldmerk: drie halve ringen met stippen ertussen."
    ),
    "merk-gemeente-groningen": Illustration(
        marks.gemeente_groningen, "Beeldmerk: een toren voor een lage zon."
    ),
    "merk-kenniscentrum-gemengde-scholen": Illustration(
        marks.kenniscentrum_gemengde_scholen,
        "Beeldmerk: twee cirkels die elkaar overlappen; in het midden staan stippen van beide.",
    ),
    "merk-stichting-het-zelfstandig-gymnasium": Illustration(
        marks.stichting_het_zelfstandig_gymnasium, "Beeldmerk: een gebouw met zuilen en een deur."
    ),
    "merk-stichting-kindante": Illustration(
        marks.stichting_kindante, "Beeldmerk: een bloem met acht bladen in verschillende kleuren."
    ),
    "merk-ouderinitiatief-croostwijk": Illustration(
        marks.ouderinitiatief_croostwijk, "Beeldmerk: drie huizen naast elkaar, met een hart."
    ),
}


def draw(name: str) -> Image.Image:
    """Draw the picture of this name."""
    return ILLUSTRATIONS[name].draw()
