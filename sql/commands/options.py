"""Options that several commands share."""

from argparse import ArgumentParser

from metrics.command_line import day, division


def say_whose(parser: ArgumentParser, as_of: str) -> None:
    """Ask for the reporting unit and for a day, which the command means in its own way."""
    parser.add_argument("--unit", type=division, required=True, help="报送单位的行政区划代码")
    parser.add_argument("--as-of", type=day, required=True, help=f"{as_of}，如 2023-07-28")
