"""Published data sets, and the values that the papers and metafor's own tests give for them."""

import numpy as np

from methods.effect_sizes import Effect, log_odds_ratio, log_risk_ratio

# Lipsey & Wilson (2001), appendix: ten studies of programmes against delinquency.
LIPSEY_EFFECTS = (-0.33, 0.32, 0.39, 0.31, 0.17, 0.64, -0.33, 0.15, -0.02, 0.00)
LIPSEY_VARIANCES = (0.084, 0.035, 0.017, 0.034, 0.072, 0.117, 0.102, 0.093, 0.012, 0.067)

# Colditz et al. (1994): tuberculosis among vaccinated and others; positive and negative of each.
BCG = np.array(
    [
        (4, 119, 11, 128),
        (6, 300, 29, 274),
        (3, 228, 11, 209),
        (62, 13536, 248, 12619),
        (33, 5036, 47, 5761),
        (180, 1361, 372, 1079),
        (8, 2537, 10, 619),
        (505, 87886, 499, 87892),
        (29, 7470, 45, 7232),
        (17, 1699, 65, 1600),
        (186, 50448, 141, 27197),
        (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ]
)
# Degrees of absolute latitude of each of them, and whether it drew its groups by lot.
BCG_LATITUDE = (44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33)
BCG_DRAWN_BY_LOT = (*[True] * 4, False, False, *[True] * 3, *[False] * 4)

# Viechtbauer (2005), examples 1 and 2.
VIECHTBAUER_EFFECTS = (-0.581, 0.530, 0.771, 1.031, 0.553, 0.295, 0.078, 0.573, -0.176, -0.232)
VIECHTBAUER_VARIANCES = (0.023, 0.052, 0.060, 0.115, 0.095, 0.203, 0.200, 0.211, 0.051, 0.040)

# DerSimonian & Kacker (2007), CLASP: events and sizes of the treated and the control groups.
CLASP = (
    (5, 5, 12, 69, 9, 313),
    (156, 303, 565, 1570, 103, 4659),
    (8, 17, 9, 94, 11, 352),
    (74, 303, 477, 1565, 105, 4650),
)

# Raudenbush (1985): what teachers expect of pupils, and for how many weeks they had known them.
RAUDENBUSH_EFFECTS = (
    *(0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.80),
    *(0.54, 0.18, -0.02, 0.23, -0.18, -0.06, 0.30, 0.07, -0.07),
)
RAUDENBUSH_VARIANCES = (
    *(0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.0630),
    *(0.0912, 0.0497, 0.0835, 0.0841, 0.0253, 0.0279, 0.0193, 0.0088, 0.0303),
)
RAUDENBUSH_WEEKS = (2, 21, 19, 0, 0, 3, 17, 24, 0, 1, 0, 0, 1, 2, 17, 5, 1, 2, 7)


def bcg_log_risk_ratios() -> Effect:
    return log_risk_ratio(*_groups(BCG))


def bcg_log_odds_ratios() -> Effect:
    return log_odds_ratio(*_groups(BCG))


def _groups(table: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    events_t, others_t, events_c, others_c = table.T
    return events_t, events_t + others_t, events_c, events_c + others_c
