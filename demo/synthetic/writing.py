"""What a generated case says. Plain data; the same seed writes the same cases."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demo.toml import Table, read

#: How many cases in a thousand have each conclusion; the others have no evaluation.
CONCLUSIONS: Mapping[str, int] = {
    "inconclusive": 90, "promising": 70, "mixed": 45, "works": 30, "no-effect": 25, "harmful": 5,
}  # fmt: skip
DESIGNS = {
    "process": 40, "qualitative": 25, "before-after": 20, "matched-comparison": 8,
    "difference-in-differences": 5, "rct-cluster": 2,
}  # fmt: skip
STATUSES = {"running": 55, "stopped": 18, "planned": 15, "scaled-up": 12}
FIRST_YEAR, LAST_YEAR = 2005, 2026


@dataclass(frozen=True)
class SyntheticEvaluation:
    conclusion: str
    inconclusive_reason: str
    design: str
    year: int
    pupils: int


@dataclass(frozen=True)
class SyntheticCase:
    """A case in words. ``topic`` is the slug of what it is about, and the first of its types."""

    topic: str
    types: Sequence[str]
    title: str
    summary: str
    texts: Mapping[str, str]
    outcomes: Sequence[str]
    sectors: Sequence[str]
    targets: Sequence[str]
    municipalities: Sequence[str]
    status: str
    start_year: int
    cost_band: int | None
    partner: int
    evaluation: SyntheticEvaluation | None


def write_cases(
    count: int, seed: int, places: Sequence[tuple[str, str]], targets: Sequence[str], partners: int
) -> Iterator[SyntheticCase]:
    """Yield ``count`` cases.

    Parameters
    ----------
    places : code and name of the municipalities; a few of them have most cases, as in life
    targets : slugs of target groups
    partners : number of partners that publish; the first publish most
    """
    writer = _Writer(random.Random(seed), read("synthetic"), places, targets, partners)
    for _ in range(count):
        yield writer.case()


class _Writer:
    def __init__(
        self,
        draw: random.Random,
        words: Table,
        places: Sequence[tuple[str, str]],
        targets: Sequence[str],
        partners: int,
    ) -> None:
        self.draw = draw
        self.words = words
        self.places = draw.sample(list(places), len(places))
        self.targets = targets
        self.topics = list(words["topics"])
        self.topic_weights = _zipf(len(self.topics), 0.6)
        self.place_weights = _zipf(len(self.places), 0.9)
        self.partners = range(partners)
        self.partner_weights = _zipf(partners, 0.8)

    def case(self) -> SyntheticCase:
        draw = self.draw
        topic = draw.choices(self.topics, self.topic_weights)[0]
        others = [slug for slug in self.topics if slug != topic]
        own = self.words["topics"][topic]
        places = self._some_places()
        names = {
            "plaats": places[0][1],
            "wijk": draw.choice(self.words["wijken"]["namen"]),
            "school": draw.choice(self.words["scholen"]["namen"]),
        }
        start = min(LAST_YEAR, FIRST_YEAR + int(draw.triangular(0, 22, 17)))
        texts = {name: self._text([name], names, 1, 3) for name in _present(draw)}
        texts["procedure"] = "\n".join(
            f"- {self._fill(sentence, names)}"
            for sentence in draw.sample(own["sentences"], min(4, len(own["sentences"])))
        )
        texts["tailoring"] = self._text(["filler"], names, 4, 10)
        secondary = topic in {"gezamenlijke-vakken", "toegang-tot-selectieve-scholen"}
        return SyntheticCase(
            topic=topic,
            types=[topic, *([draw.choice(others)] if draw.random() < 0.15 else [])],
            title=self._fill(draw.choice(own["titles"]), names),
            summary=self._fill(draw.choice(own["sentences"]), names)
            + " "
            + self._fill(draw.choice(self.words["common"]["goal"]), names),
            texts=texts,
            outcomes=draw.sample(own["outcomes"], draw.randint(1, len(own["outcomes"]))),
            sectors=["vo"]
            if secondary
            else draw.choices([["po"], ["po", "vo"], ["so"]], [88, 9, 3])[0],
            targets=draw.sample(list(self.targets), draw.randint(1, 3)),
            municipalities=[code for code, _name in places],
            status=_pick(draw, STATUSES),
            start_year=start,
            cost_band=draw.choices([None, 1, 2, 3, 4, 5], [35, 18, 20, 15, 8, 4])[0],
            partner=draw.choices(self.partners, self.partner_weights)[0],
            evaluation=self._evaluation(start),
        )

    def _some_places(self) -> list[tuple[str, str]]:
        count = self.draw.choices([1, 2, 3, 6], [80, 12, 6, 2])[0]
        return list(dict.fromkeys(self.draw.choices(self.places, self.place_weights, k=count)))

    def _text(self, pools: Sequence[str], names: Mapping[str, str], least: int, most: int) -> str:
        pool = [sentence for name in pools for sentence in self.words["common"][name]]
        chosen = self.draw.sample(pool, min(len(pool), self.draw.randint(least, most)))
        return " ".join(self._fill(sentence, names) for sentence in chosen)

    def _fill(self, sentence: str, names: Mapping[str, str]) -> str:
        return sentence.format(getal=self.draw.randint(2, 12), **names)

    def _evaluation(self, start: int) -> SyntheticEvaluation | None:
        draw = self.draw
        nothing = 1000 - sum(CONCLUSIONS.values())
        conclusion = _pick(draw, {**CONCLUSIONS, "": nothing})
        if not conclusion:
            return None
        reasons = ("ran-too-short", "too-few", "no-comparison", "missing-data")
        return SyntheticEvaluation(
            conclusion=conclusion,
            inconclusive_reason=draw.choice(reasons) if conclusion == "inconclusive" else "",
            design=_pick(draw, DESIGNS),
            year=min(LAST_YEAR, start + draw.randint(1, 4)),
            pupils=int(draw.lognormvariate(5, 0.9)),
        )


def _present(draw: random.Random) -> list[str]:
    """Return the fields that an author filled in: half of them leave some questions open."""
    chance = {"goal": 0.9, "setting": 0.7, "providers": 0.6, "preconditions": 0.5, "results": 0.7,
              "side_effects": 0.35, "lessons": 0.6}  # fmt: skip
    return [name for name, share in chance.items() if draw.random() < share]


def _zipf(size: int, exponent: float) -> list[float]:
    return [1 / (rank + 1) ** exponent for rank in range(size)]


def _pick(draw: random.Random, weights: Mapping[str, int]) -> str:
    return draw.choices(list(weights), list(weights.values()))[0]
