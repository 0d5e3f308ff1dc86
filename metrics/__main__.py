"""python -m metrics: evaluate, show evidence and changes, what if, seal, verify, trace, print the rules."""

import sys

from metrics import command_line

COMMANDS: command_line.Table = (
    ("evaluate", "评价：计分、等次、排名", "metrics.commands:describe_evaluate"),
    ("evidence", "证据：列出一项数字背后的记录", "metrics.commands:describe_evidence"),
    ("changes", "变化：两个数据日期之间", "metrics.commands:describe_changes"),
    (
        "reconcile", "核对：台账与进展报表，超出容差的请单位核实",
        "metrics.commands:describe_reconcile",
    ),
    ("reporting", "报送情况：应报、已报、待报、逾期各是哪些单位", "metrics.commands:describe_reporting"),
    ("check", "检查：列出需要单位说明的情况，只询问、不计分", "metrics.check_commands:describe_check"),
    ("rules", "参数：列出有效参数及文件依据", "metrics.commands:describe_rules"),
    ("what-if", "测算：改用另一些参数，得分、等次、排名怎样变化", "metrics.supposed_commands:describe_what_if"),
    (
        "seal", "封存：把评价连同所依据的记录和参数写成一个文件",
        "metrics.sealed_commands:describe_seal",
    ),
    ("verify", "核验：按封存的记录和参数重新计算，比对结果", "metrics.sealed_commands:describe_verify"),
    (
        "allocate", "分配：把一笔资金按办法分到各地，精确到分（测算，非正式）",
        "metrics.allocation_commands:describe_allocate",
    ),
    ("lists", "双清单、推荐激励名单、督查激励条件", "metrics.list_commands:describe_lists"),
    ("trace", "溯源：由溯源码查到数字的口径、记录、参数和来源", "metrics.trace_commands:describe_trace"),
)  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Run one command."""
    top = command_line.Parser(prog="python -m metrics", description="评价、证据与参数规则")
    return command_line.run(command_line.with_commands(top, COMMANDS), argv)


if __name__ == "__main__":
    sys.exit(main())
