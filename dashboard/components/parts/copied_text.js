/* The clipboard needs a secure address; on an intranet without one the text is selected and copied as by hand. */
async function copied(text, area) {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { /* the browser said no: as by hand */ }
  }
  area.hidden = false;
  area.focus();
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}

export default function ({ data, parentElement }) {
  const [button, said, area] = ["button", ".said", "textarea"].map((name) => parentElement.querySelector(name));
  button.querySelector(".label").textContent = data.label;
  area.setAttribute("aria-label", data.label);
  if (area.value !== data.text) {
    area.value = data.text;
    area.rows = Math.min(12, data.text.split("\n").length + 1);
    area.hidden = true;
    said.textContent = "";
  }
  button.onclick = async () => {
    const done = await copied(data.text, area);
    area.hidden = done;
    said.textContent = done ? "已复制，可粘贴到微信" : "请按Ctrl+C复制已选中的文字";
    if (done) button.focus();
  };
}
