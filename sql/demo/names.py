"""Invented names: no place, firm or person here is real."""

CITIES = (
    "云屏", "岚川", "澄湾", "朔岭", "棠溪", "汀岭", "霁州",
    "雁浦", "鹿泽", "映江", "枫桥", "昭陵", "临岚", "青屿",
)  # fmt: skip
_FIRST = "云霁岚澄松枫棠雁鹿苍映沐砚汀栖霭芦桐柏荷菱萍莲梧榆"
_SECOND = "岭川泽屏湾溪浦塘陂坪崖渡麓汀原"
_REAL = {"云溪", "松岭", "松溪", "松原", "苍溪", "沐川", "芦溪", "荷塘"}
"""Combinations that happen to be real places; left out. 367 remain, a prime number."""

STEMS = tuple(a + b for a in _FIRST for b in _SECOND if a + b not in _REAL)
ROADS = (
    "文昌", "永宁", "新民", "建设", "胜利", "东风", "育才", "槐荫", "安康", "长庆", "复兴", "青云",
    "友谊", "光华", "朝阳", "清河", "春晖", "劳动", "迎宾", "南湖", "北苑", "西关", "兴工", "团结",
)  # fmt: skip
YARDS = ("家属院", "1号院", "2号院", "新村", "小区", "宿舍区", "花园", "里")
FIRMS = ("恒筑", "鼎安", "瑞合", "博远", "明达", "众建", "天衡", "立信达", "华构", "安泰达")
AREAS = ("老城", "河东", "厂区", "站前", "城北", "学府")
SHORTFALLS = ("停车、充电", "养老、托育", "体育健身", "排水、道路", "停车、养老", "照明、安防")
ASSETS = ("闲置锅炉房", "旧自行车棚", "空置门面房", "废弃水泵房", "无")
REMEDIES = ("托育点", "社区食堂", "充电车棚", "口袋公园", "日间照料站")


def county_stem(index: int) -> str:
    """Return the two characters of the county numbered `index`; none repeats within a province."""
    return STEMS[(index * 37 + 11) % len(STEMS)]
