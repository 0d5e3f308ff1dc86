"""A tile map: one tile a region, coloured by its signal, with name, value, word and mark."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard.boards.overview.tile_layout import places_of
from dashboard.components.colours import CLASSES
from dashboard.components.signal_table import PARTS
from metrics.views.rating.overview import Tile

_TILES = st.components.v2.component(
    "tile_map",
    html='<div class="tiles" role="group"></div>',
    css=(PARTS / "tiles.css").read_text(encoding="utf-8") + CLASSES,
    js=(PARTS / "tiles.js").read_text(encoding="utf-8"),
)


def show(tiles: Sequence[Tile], *, title: str, key: str) -> str | None:
    """Draw the tiles and return the region that was opened in this run, if any."""
    places = places_of([tile.key for tile in tiles])
    listed = sorted(tiles, key=lambda tile: places[tile.key])
    data = {
        "title": title,
        "columns": max((column for _, column in places.values()), default=1),
        "tiles": [_tile(tile, *places[tile.key]) for tile in listed],
    }
    result: Any = _TILES(key=key, data=data, on_picked_change=lambda: None)
    picked: str | None = result.picked
    return picked


def _tile(tile: Tile, row: int, column: int) -> dict[str, object]:
    return {
        "key": tile.key,
        "name": tile.name,
        "value": tile.value,
        "word": f"{tile.signal.mark} {tile.word}" if tile.word else "",
        "signal": tile.signal.name,
        "note": tile.note,
        "row": row,
        "column": column,
    }
