"""Errors that people who use the system can act on: one Chinese sentence, one exit code per cause.

The tens of a code are those of the folder: 1x `metrics`, 2x and 4x `sql`, 3x `exports`; 5x is who may do
what; 1 is a file that was looked at and is not right, 2 a command or choice that does not exist. README.md
lists all of them.
"""


class UserError(Exception):
    """A mistake in input, choice or rules; its text is shown to officers as it stands.

    Every cause is a class of its own, beside the code that finds it, with its own exit code.
    """

    exit_code: int


class RuleNotInForce(UserError):
    """No value of a rule (参数) is in force on the day asked for, in the pack or its parents."""

    exit_code = 12


class RulePackInvalid(UserError):
    """A rule pack (参数集) file has an unknown key, a wrong value or dates that do not fit."""

    exit_code = 13


class UnknownChoice(UserError):
    """A name typed on the command line or in an address does not exist; the text lists what does."""

    exit_code = 2


class NothingReported(UserError):
    """The question needs data that has not been reported by the data date."""

    exit_code = 14


class ProgrammeIncomplete(UserError):
    """A part of the programme is not installed on this machine; the text says how to install it."""

    exit_code = 16


class OutputNotWritten(UserError):
    """What a command prints could not be written where its output was sent."""

    exit_code = 17


class NotAgreed(UserError):
    """What would overwrite or drop something was not agreed to; nothing was done."""

    exit_code = 18


class FileUnusable(UserError):
    """A file or folder that the programme needs cannot be read or written; the text says which and why."""

    exit_code = 19
