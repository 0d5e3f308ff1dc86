// What a table or chart is taken along as, text or picture, made in the browser; nothing is sent anywhere.
const ABOUT = ".st-key-printed";

const aboutPage = () => document.querySelector(ABOUT)?.textContent.trim() ?? "";

const fileName = (title) => `${`${title}_${aboutPage()}`.replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 80)}.png`;

// A text that a spreadsheet would take for a formula when pasted is kept a text; numbers stay numbers.
const NUMBER = /^[+-][\d,.]+%?$/;
const inert = (text) => (/^[=+\-@]/.test(text) && text.length > 1 && !NUMBER.test(text) ? `'${text}` : text);

function tabbed(title, rows) {
  const lines = rows.map((cells) => cells.map((text) => inert(text.replace(/\s+/g, " ").trim())).join("\t"));
  return [title, aboutPage(), ...lines].filter(Boolean).join("\n");
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Without a secure address a browser copies no picture, and text only as by hand.
async function copyText(text, tools) {
  if (window.isSecureContext && navigator.clipboard) {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* as by hand */ }
  }
  const area = document.createElement("textarea");
  area.value = text;
  tools.append(area);
  area.select();
  try { return document.execCommand("copy"); } catch { return false; } finally { area.remove(); }
}

async function copyPicture(blob, name) {
  if (window.isSecureContext && navigator.clipboard?.write) {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      return "已复制图片";
    } catch { /* the browser said no: as a file */ }
  }
  save(blob, name);
  return "浏览器不能复制图片，已改为下载";
}

// The three buttons of a line of tools; `text` and `picture` are made when they are asked for.
function takeAlong(tools, { title, text, picture }) {
  const said = tools.querySelector("span");
  said.textContent = "";
  const [copy, draw, keep] = tools.querySelectorAll("button");
  copy.onclick = async () => {
    said.textContent = (await copyText(text(), tools)) ? "已复制文字，可粘贴到微信、Excel" : "浏览器不允许复制";
  };
  draw.onclick = async () => { said.textContent = await copyPicture(await picture(), fileName(title)); };
  keep.onclick = async () => { save(await picture(), fileName(title)); };
}
