"""python -m sql: the database and its copies, workbooks in and out, the demo, and what the office keeps."""

import sys

from metrics import command_line

COMMANDS: command_line.Table = (
    ("init", "建立数据库，或升级到本版本的结构", "sql.commands.structure:init"),
    ("begin", "正式使用：建立本省的数据库，载入区划", "sql.commands.beginning:begin"),
    ("template", "写出空白或填入上期数据的报送工作簿", "sql.commands.handing_out:template"),
    ("checks", "列出导入校验规则及其理由", "sql.commands.workbooks:checks"),
    ("import", "导入一个或一批报送工作簿", "sql.commands.importing:import_"),
    ("withdraw", "撤销已撤并单位的报送", "sql.commands.workbooks:withdraw_"),
    ("divisions", "列出区划调整", "sql.commands.divisions:list_changes"),
    (
        "division-change",
        "登记并办理区划调整（更名、代码变更、划归、撤并、拆分）",
        "sql.commands.divisions:change",
    ),
    ("division-revoke", "撤回一次区划调整", "sql.commands.divisions:take_back"),
    ("undo", "撤回一个单位最近一次的报送", "sql.commands.sent:undo_"),
    ("review", "审核报送：列出待审核的，通过，退回", "sql.commands.review:review"),
    (
        "round",
        "封账轮次：封账、复核、公示、定稿、作废、取出、核验",
        "sql.commands.rounds:round_",
    ),
    ("original", "取回一次报送的原件", "sql.commands.sent:original_"),
    ("published", "导入公布的全国进展数据", "sql.commands.supplied:published"),
    ("sample-tasks", "载入随附的重点任务样例（深圳市61项）", "sql.commands.supplied:sample_tasks"),
    ("demo", "写出演示省的工作簿并导入", "sql.commands.supplied:demo"),
    ("meeting-open", "召开调度会：冻结数据并生成议程", "sql.commands.office:meeting_open"),
    ("meeting-close", "结束本地区正在召开的调度会", "sql.commands.office:meeting_close"),
    ("orders", "列出督办单及其办理情况", "sql.commands.office:list_orders"),
    ("cases", "载入随附的经验案例", "sql.commands.supplied:cases"),
    ("calendar", "写出工作日历（.ics）", "sql.commands.office:calendar"),
    ("backup", "备份数据库到一个文件，不必停止使用", "sql.commands.copies:backup"),
    ("restore", "从备份文件恢复数据库", "sql.commands.copies:restore"),
    ("check", "检查数据库或备份文件是否完好", "sql.commands.copies:check"),
    ("copy", "把全部内容复制到另一个数据库", "sql.commands.copies:copy"),
    ("log", "操作日志：核验、列出、写成表格", "sql.commands.log:log"),
    (
        "account",
        "管理账号：开通、停用、角色、密码、批量导入、找回",
        "sql.commands.accounts:account",
    ),
    (
        "row-security",
        "行级安全（PostgreSQL）：启用、停用、检查",
        "sql.commands.row_security:row_security_",
    ),
    ("revision", "（开发用）起草一个新的结构版本", "sql.commands.structure:revision"),
    ("downgrade", "把数据库退回到较早的结构版本", "sql.commands.structure:downgrade"),
)


def main(argv: list[str] | None = None) -> int:
    """Run one command."""
    top = command_line.Parser(
        prog="python -m sql", description="数据库、空白工作簿、导入与演示数据"
    )
    return command_line.run(command_line.with_commands(top, COMMANDS), argv)


if __name__ == "__main__":
    sys.exit(main())
