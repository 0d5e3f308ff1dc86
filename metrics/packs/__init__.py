"""Rule packs (参数集): loading, inheritance and the day they are asked for."""
