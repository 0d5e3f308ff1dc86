"""python -m exports: write the weekly briefing and the other papers of a data date."""

import sys

from metrics import command_line

COMMANDS: command_line.Table = (
    (
        "briefing",
        "生成一期工作简报（PDF/A或Word）",
        "exports.briefing_commands:describe_briefing",
    ),
    ("reminder", "生成报送提醒函（PDF或Word）", "exports.commands:describe_reminder"),
    ("table", "生成督导一张表（Excel、Word或PDF）", "exports.commands:describe_table"),
    (
        "place",
        "生成一地一页：一个市州或县区，或全部（PDF、Word，或每地一个文件的压缩包）",
        "exports.commands:describe_place",
    ),
    (
        "what-if",
        "生成规则变动影响测算（非正式；Excel、Word或PDF）",
        "exports.rule_commands:describe_what_if",
    ),
    (
        "lists",
        "生成双清单、推荐激励名单（Excel、Word或PDF）",
        "exports.list_commands:describe_lists",
    ),
    ("latest", "生成最新一期工作简报，数据未变时沿用", "exports.briefing_commands:describe_latest"),
)


def main(argv: list[str] | None = None) -> int:
    """Run one command."""
    top = command_line.Parser(prog="python -m exports", description="生成简报、督导一张表和提醒函")
    return command_line.run(command_line.with_commands(top, COMMANDS), argv)


if __name__ == "__main__":
    sys.exit(main())
