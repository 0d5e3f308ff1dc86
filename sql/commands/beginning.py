"""正式使用 on the command line: an office begins with the divisions of its province."""

from argparse import ArgumentParser

from metrics.command_line import division
from metrics.packs.pack import pack_names
from sql.database.settings import told
from sql.office import beginning, demo_database
from sql.office.beginning import Begun, Office

FIRST = """启动页面服务后，在浏览器中打开以下一次性地址，为系统管理员（账号admin）设置密码（24小时内有效）：
  http://127.0.0.1:8501{address}"""
NEXT = """下一步：
  python -m sql template 下发.zip --all   写出各单位的工作簿，发给各县区
  python -m sql import 县区工作簿.xlsx --unit 行政区划代码 --as-of 数据截止日期
  python -m dashboard                     打开页面，也可在页面上报送"""


def begin(parser: ArgumentParser) -> None:
    """Describe the beginning of an office."""
    parser.set_defaults(run=run_begin)
    parser.add_argument(
        "--province", type=division, required=True, help="省级行政区划代码，如 620000"
    )
    parser.add_argument("--office", required=True, help="办公室名称，印在文件上")
    parser.add_argument("--issuer", required=True, help="机关代字，如 甘老旧改办")
    parser.add_argument("--rules", help=f"参数集（{'、'.join(pack_names())}）；默认按省份选用")
    parser.add_argument("--by", required=True, help="经办人")


def run_begin(*, province: str, office: str, issuer: str, rules: str | None, by: str) -> str:
    """Begin, and say what comes next."""
    moved = demo_database.take_over()
    rules = rules or beginning.usual_rules(province)
    begun = beginning.begin(
        Office(province=province, name=office, issuer=issuer, rules=rules), by=by
    )
    return "\n".join(filter(None, [moved, _said(begun), _first(begun), NEXT]))


def _first(begun: Begun) -> str:
    """Say how the administrator comes in; nothing where somebody can already."""
    return begun.first and FIRST.format(address=begun.first)


def _said(begun: Begun) -> str:
    since = beginning.first_day(begun.office.rules)
    name = beginning.provinces()[begun.office.province]
    return (
        f"{told(begun.database)}已建立，供{name}正式使用：报送单位{begun.units}家，"
        f"区划自{since}起有效，可报送该日及以后的数据。"
    )
