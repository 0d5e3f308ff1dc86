"""溯源: what a trace code (溯源码) leads to."""
