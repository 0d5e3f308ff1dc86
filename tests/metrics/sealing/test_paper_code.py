"""核验码：与溯源码同样书写、同样校验，但两者从不相混。"""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.sealing import trace
from metrics.sealing.paper_code import as_printed, digest_begins, is_paper_code, paper_code

DIGESTS = st.binary().map(lambda content: sha256(content).hexdigest())


def test_核验码取内容摘要的前四十六位():
    assert paper_code("0" * 64) == "0000-0000-0000"
    assert paper_code("f" * 64).startswith("01ZZ-ZZZZ-ZZZ")
    assert paper_code("f" * 11 + "c" + "0" * 52) == paper_code("f" * 64)
    assert paper_code("f" * 11 + "b" + "0" * 52) != paper_code("f" * 64)


@given(DIGESTS)
def test_由核验码可知内容摘要的前十一位(digest: str):
    assert digest_begins(paper_code(digest).lower()) == digest[:11]


@given(DIGESTS)
def test_核验码不会被当作溯源码(digest: str):
    code = paper_code(digest)
    assert is_paper_code(code)
    with pytest.raises(trace.CodeUnsound, match="本程序没有"):
        trace.read(code)


@given(DIGESTS, st.integers(0, 11), st.integers(1, 31))
def test_输错一个字符总能发现(digest: str, place: int, other: int):
    characters = list(trace.typed(paper_code(digest)))
    turned = (trace.DIGITS.index(characters[place]) + other) % 32
    characters[place] = trace.DIGITS[turned]
    assert not is_paper_code("".join(characters))


def test_溯源码不会被当作核验码():
    code = trace.code(trace.Traced("score", "620000", trace.FIRST_DAY, 2019, 0))
    assert trace.is_code(code)
    assert not is_paper_code(code)


def test_全角_小写_不带短横的照样认得_写回原样():
    code = paper_code("ab" * 32)
    typed = code.replace("-", "　").lower()
    assert is_paper_code(typed)
    assert as_printed(typed) == code
