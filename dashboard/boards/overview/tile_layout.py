"""Where each region stands on a tile map.

Provinces of the nation stand roughly as on a map; any other set of regions fills a near-square
grid by code, because invented or unsurveyed cities have no outline to follow.
"""

from collections.abc import Sequence
from math import ceil, sqrt

# Row and column of the provincial divisions by their first two digits; 66 is 新疆生产建设兵团.
PROVINCES = {
    "23": (1, 8),
    "65": (2, 1), "15": (2, 6), "22": (2, 8),
    "66": (3, 1), "62": (3, 3), "64": (3, 4), "13": (3, 6), "11": (3, 7), "21": (3, 8),
    "63": (4, 3), "61": (4, 4), "14": (4, 5), "37": (4, 7), "12": (4, 8),
    "54": (5, 2), "51": (5, 3), "50": (5, 4), "41": (5, 5), "34": (5, 6), "32": (5, 7), "31": (5, 8),
    "53": (6, 3), "52": (6, 4), "42": (6, 5), "36": (6, 6), "33": (6, 7),
    "45": (7, 4), "43": (7, 5), "44": (7, 6), "35": (7, 7), "71": (7, 8),
    "46": (8, 4), "82": (8, 5), "81": (8, 6),
}  # fmt: skip


def places_of(regions: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return row and column, from 1, of each region code."""
    places = {code: PROVINCES.get(code[:2]) for code in regions if code.endswith("0000")}
    if regions and len(places) == len(regions) and None not in places.values():
        return {code: place for code, place in places.items() if place is not None}
    ordered = sorted(regions)
    width = max(1, ceil(sqrt(len(ordered))))
    return {code: (n // width + 1, n % width + 1) for n, code in enumerate(ordered)}
