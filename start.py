# -*- coding: utf-8 -*-
"""One command from nothing to the first page; what it does stands in `starting.py`.

This file is read by any Python, so that one that is too old is told so in a sentence: no newer
syntax here.
"""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "需要 Python 3.11 或更高版本，现为 %d.%d。请安装后用新版本运行，如：py -3.11 start.py\n"
        % sys.version_info[:2]
    )
    sys.exit(3)

if __name__ == "__main__":
    from starting import main

    sys.exit(main())
