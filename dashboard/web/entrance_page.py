"""The pages outside Streamlit: signing in and out, passwords, the show of a meeting. Plain HTML, no script.

Whatever is put into them is escaped here.
"""

from collections.abc import Iterable, Mapping
from html import escape
from string import Template
from typing import NamedTuple

from starlette.responses import HTMLResponse

PRODUCT = "督导一张表"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_FRAME = Template("""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title · $product</title>
<link rel="icon" href="/app/static/favicon.png">
<link rel="stylesheet" href="/app/static/fonts/index.css">
<link rel="stylesheet" href="/app/static/sign_in.css"></head>
<body><main>
<header><img src="/app/static/logo.png" alt="$product" height="36"><p>$office</p></header>
<section>
<h1>$title</h1>
$said$body
</section>
<footer>城镇老旧小区改造督导评价</footer>
</main></body></html>
""")
_FIELD = Template(
    '<label for="$name">$label</label>'
    '<input id="$name" name="$name" type="$kind" autocomplete="$fills" maxlength="128" value="$value" required$more>'
)


class Said(NamedTuple):
    """A sentence above a form: what went wrong, or only what there is to know."""

    words: str
    wrong: bool = True


NOTHING = Said("")


def page(
    title: str, body: str, *, said: Said = NOTHING, status: int = 200, office: str = ""
) -> HTMLResponse:
    """Return a page; it is kept nowhere, and may ask for nothing but our own style, fonts and logo."""
    role, look = ("alert", "wrong") if said.wrong else ("status", "known")
    told = f'<p role="{role}" class="{look}">{escape(said.words)}</p>' if said.words else ""
    words = {"title": title, "product": PRODUCT, "office": office}
    text = _FRAME.substitute({k: escape(v) for k, v in words.items()}, said=told, body=body)
    headers = {"cache-control": "no-store", "content-security-policy": POLICY}
    return HTMLResponse(text, status, headers=headers)


def field(
    label: str, name: str, *, kind: str = "text", fills: str = "off", first: bool = False,
    value: str = "",
) -> str:  # fmt: skip
    """Return one field; `fills` tells the browser's own book of passwords what it is."""
    return _FIELD.substitute(
        name=escape(name), label=escape(label), kind=kind, fills=fills, value=escape(value),
        more=" autofocus" if first else "",
    )  # fmt: skip


def form(
    action: str, fields: Iterable[str], button: str, hidden: Mapping[str, str] | None = None
) -> str:
    """Return a form that is sent to one of our own addresses."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in (hidden or {}).items()
    )
    inner = "".join(fields)
    return (
        f'<form method="post" action="{escape(action)}">{kept}{inner}'
        f'<button type="submit">{escape(button)}</button></form>'
    )


def choices(action: str, name: str, offered: Mapping[str, str], hidden: Mapping[str, str]) -> str:
    """Return a form of one button for each value that is offered."""
    kept = "".join(
        f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">'
        for key, value in hidden.items()
    )
    buttons = "".join(
        f'<button type="submit" name="{escape(name)}" value="{escape(value)}">{escape(words)}</button>'
        for value, words in offered.items()
    )
    return f'<form method="post" action="{escape(action)}" class="choices">{kept}{buttons}</form>'


def link(address: str, words: str) -> str:
    """Return a link to one of our own addresses."""
    return f'<p class="link"><a href="{escape(address)}">{escape(words)}</a></p>'


def note(words: str) -> str:
    """Return a line of small print."""
    return f'<p class="note">{escape(words)}</p>'


def demo_roles(offered: Mapping[str, str], hidden: Mapping[str, str]) -> str:
    """Return the roles of the demo, each taken by one click, above the form for an account."""
    return (
        '<p class="known"><span class="mark">演示</span>'
        "以下角色只看虚构的演示数据，点选即可登录，不需要密码。</p>"
        + choices("/sign-in", "role", offered, hidden)
        + "<h2>用账号登录</h2>"
    )


def sealed_role(offered: Mapping[str, str], hidden: Mapping[str, str]) -> str:
    """Return the only way into a sealed file (封账文件) that is looked at by itself."""
    return (
        '<p class="known">正在单独查看一份封账文件：打开前已逐字节核验并重新计算，结果一致。'
        "只能查看，不能办理任何事项。</p>" + choices("/sign-in", "role", offered, hidden)
    )


def rules_of_passwords(length: int) -> str:
    """Return what a new password has to be."""
    return note(
        f"新密码至少{length}位，含大写字母、小写字母、数字、符号中的至少三类，且不包含账号名。"
    )
