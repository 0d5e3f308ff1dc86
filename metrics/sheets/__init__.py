"""Score sheets (考核细则): standards that a province writes as data, beside the national one."""
