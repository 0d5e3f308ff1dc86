"""Which text a paper can print: what is let in, what is tidied, and what is refused in which words."""

import pytest

from metrics.records.findings import CellError
from metrics.records.printable import objection, tidied, visible

LET_IN = {
    "藏文": "ལྷ་ས་གྲོང་ཁྱེར། བསྒྲུབས",
    "维吾尔文": "ئۈرۈمچى شەھىرى، تىانشان رايونى",
    "哈萨克文": "شىڭجياڭ ۇيعۇر اۆتونوميالى رايونى، قازاق",
    "蒙古文": "ᠥᠪᠥᠷ ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠬᠠᠷ\u180eᠠ ᠡ\u180bᠨᠡ",
    "彝文": "ꆈꌠꉙ ꆀꎭꏦꅉ",
    "朝鲜文": "연변조선족자치주",
    "傈僳文和傣文": "\ua4e1\ua4f2-\ua4e2\ua4f4 ᥖᥭᥰ ᦵᦋᦲᧂ",
    "汉语拼音和壮文": "ā ǎ ǹ ḿ ǚ Gvangjsih Bouxcuengh",
    "通用规范汉字": "㙍𫚭𬭎𠮷㵲浉鄠盩厔垚碶墘埗",
    "单位和序号": "㎡℃№²③⑳㉑（一）Ａ１％～·—→",
    "西里尔和希腊字母": "Жилой дом αβ",
    "分行": "第一行\n第二行\t甲",
}
REFUSED = {
    "甲\u202e乙": "第2个字符〔U+202E〕是看不见的符号，请删除后重新填写",
    "甲\u2067乙\u2069": "第2个字符〔U+2067〕是看不见的符号，请删除后重新填写",
    "\x07甲": "第1个字符〔U+0007〕是看不见的符号，请删除后重新填写",
    "甲\x00乙": "第2个字符〔U+0000〕是看不见的符号，请删除后重新填写",
    "甲\u200d乙": "第2个字符〔U+200D〕是看不见的符号，请删除后重新填写",
    "甲\ue864乙": "第2个字符〔U+E864〕是自造字，别的电脑显示不出，请改用标准字库中的字",
    "甲\u0f72乙": "第2个字符〔U+0F72〕是不附在字母上的附加符号，请连同所附字母重新填写",
    "\u0301": "第1个字符〔U+0301〕是不附在字母上的附加符号，请连同所附字母重新填写",
    "三日内👍🏽": "第4个字符〔U+1F44D〕是图形符号，不能印在公文上，请改用文字",
    "西片区𪚥改造": "第4个字符“𪚥”〔U+2A6A5〕字库中没有，不能印在公文上，请核对；"
    "确为该字的，请写拼音或同音字并加说明",
    "नमस्ते": "第1个字符“न”〔U+0928〕字库中没有，不能印在公文上，请核对；"
    "确为该字的，请写拼音或同音字并加说明",
}


@pytest.mark.parametrize("text", LET_IN.values(), ids=list(LET_IN))
def test_各民族文字_规范汉字_单位符号都能印(text: str):
    assert objection(text) == ""
    assert visible(text) == text


@pytest.mark.parametrize(("text", "words"), REFUSED.items(), ids=list(map(ascii, REFUSED)))
def test_印不出的说明是第几个字符_什么字符_怎么改(text: str, words: str):
    assert objection(text) == words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("甲\u200b乙\ufeff丙\u00ad丁", "甲乙丙丁"),
        ("☎\ufe0f电话", "☎电话"),
        ("甲\u2009乙\u2028丙\r\n丁\r戊", "甲 乙\n丙\n丁\n戊"),
        ("ᠬᠠᠷ\u180eᠠ　甲", "ᠬᠠᠷ\u180eᠠ　甲"),
    ],
)
def test_复制时带进来的空白符号自动清理(typed: str, kept: str):
    assert tidied(typed) == kept
    assert objection(kept) == ""


def test_已存的文字以编码显示印不出的字符():
    assert visible("甲\u202e乙𪚥丙") == "甲〔U+202E〕乙〔U+2A6A5〕丙"


def test_错误清单引用填写内容时也不带看不见的字符():
    error = CellError(
        code="not_a_number", label="户均面积", value="甲\u202e乙", sheet="小区", cell="B2"
    )
    assert str(error) == "工作表“小区”B2：“户均面积”应为数字，现为“甲〔U+202E〕乙”。"
