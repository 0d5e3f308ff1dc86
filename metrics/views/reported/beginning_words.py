"""What is said where an office begins, and where it still waits for reports."""

BEGIN = "正式使用"
BEGIN_NOW = "建立数据库，开始使用"
LOOK_AT_DEMO = "看演示"
WHAT_BEGINS = (
    "系统将为本单位新建数据库，载入本省行政区划和随附的经验案例，与演示数据完全分开；"
    "正在打开的页面随即改用新库。省份以后不能更改，其余内容以后可在“系统设置”页修改。"
)
RULES_ARE = (
    "参数集是评价打分和督导亮灯所依据的一套规则（分值、下限、时限等，逐项注明文件）。"
    "一般用本省的；本省没有的用全国的，以后可逐项改为本单位规定。"
)
WHO_BEGINS = "由系统管理员或省级主管办理：请退出登录，再以该角色登录。"
CHIEF_IS = (
    "**系统管理员**　建立后用以下账号登录，再为各市、县开通账号。"
    "密码至少10位，含大写字母、小写字母、数字、符号中的至少三类，且不包含账号名。"
)
NAME_IS = "印在简报、督办单、提醒函上的落款名称。"
TO_MEND = "尚未建立数据库，请更正标红的{count}处后再点按钮。"
TWO_WAYS = "请选择："
DEMO_IS = "写入虚构的演示省（90个县区），约需一分钟，用于了解各项功能；不影响以后正式使用。"
BEGIN_IS = "填写省份、办公室名称等，建立本单位的数据库，随后即可发放空白工作簿、接收报送。"
DEMO_APART = "演示数据有单独的数据库，与现用的数据库分开。要看演示，请在服务器上运行以下命令，再按提示打开页面："
DEMO_COMMAND = "python start.py --demo"
DEMO_BUSY = "演示数据正在写入，请稍候刷新页面。"
SWITCHED = "本系统已由演示转为正式使用，以下为正式数据；原来的选择和未提交的内容已清除。"
SWITCHED_BACK = "数据库已更换，以下为现用数据库的数据；原来的选择和未提交的内容已清除。"
BEGIN_FIRST = "本单位正式使用的，请先点“正式使用”，载入本省行政区划后再报送。"
HOW_TO_START = "请先下载空白工作簿，发给各县（区）填报，再上传填好的工作簿。"
STEPS = """
1. 在“数据报送”页生成各单位的工作簿（压缩包，每单位一份），发给各县（区）；也可下载不写明单位的空白工作簿。
2. 县（区）填好后，由本单位或县（区）在“数据报送”页上传：选报送单位和数据截止日期。
3. 第一份报送导入后，各页即有数据；其余单位陆续报送，页首显示还在等待几家。
"""


def begun(units: int) -> str:
    """Say that an office has begun, and how many units are to report."""
    return (
        f"已开始正式使用：本单位的数据库已建立，本省行政区划已载入，应报送单位{units}家。"
        "下一步：生成各单位的工作簿，发给各县（区）填报。"
    )


def waiting(heard: int, due: int) -> str:
    """Say of how many units that are to report anything has come, whatever turn it was for."""
    if not heard:
        return f"等待首次报送：应报{due}家，均未报送过"
    return f"等待报送：累计已有{heard}家报送过，尚缺{due - heard}家"


def waiting_page(title: str) -> str:
    """Say what a page without any data waits for."""
    return f"“{title}”在收到第一份报送后显示。"
