// Draws a page of a meeting on a canvas: no network, no fonts but the machine's. Copied where the address is secure.
const WIDTH = 1600, EDGE = 60, FONT = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';
const INK = "#1f2328", LINE = "#c9cdd2", HEAD = "#f0f2f5", MARK = "#b3261e";

function wrapped(pen, text, width) {
  const lines = [];
  for (const part of text.split("\n")) {
    let line = "";
    for (const sign of part) {
      if (line && pen.measureText(line + sign).width > width) { lines.push(line); line = ""; }
      line += sign;
    }
    lines.push(line);
  }
  return lines;
}

// Widths by what stands in the columns, the wide ones cut down until all fit.
function widths(pen, table, room) {
  const wanted = table.heads.map((head, place) => 28 + Math.min(620, Math.max(
    ...[head, ...table.rows.map((row) => row[place].text)].map((text) => pen.measureText(text).width))));
  for (let over = wanted.reduce((a, b) => a + b) - room; over > 0.5;) {
    const widest = Math.max(...wanted), next = Math.max(...wanted.filter((each) => each < widest), 60);
    const wide = wanted.filter((each) => each === widest).length, cut = Math.min(over / wide, Math.max(widest - next, 1));
    wanted.forEach((each, place) => { if (each === widest) wanted[place] = each - cut; });
    over -= cut * wide;
  }
  const spare = Math.max(0, room - wanted.reduce((a, b) => a + b)) / wanted.length;
  return wanted.map((each) => each + spare);
}

function text(pen, words, y, { size, bold, colour = INK, left = EDGE, draw }) {
  pen.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
  pen.fillStyle = colour;
  for (const line of wrapped(pen, words, WIDTH - EDGE - left)) {
    if (draw) pen.fillText(line, left, y);
    y += size * 1.45;
  }
  return y;
}

function grid(pen, table, y, draw) {
  const size = 24, high = size * 1.4;
  pen.font = `${size}px ${FONT}`;
  const wide = widths(pen, table, WIDTH - 2 * EDGE);
  const rows = [table.heads.map((head) => ({ text: head })), ...table.rows];
  rows.forEach((row, number) => {
    pen.font = `${number ? "" : "600 "}${size}px ${FONT}`;
    const cells = row.map((cell, place) => wrapped(pen, cell.text, wide[place] - 20));
    const tall = 14 + high * Math.max(...cells.map((each) => each.length));
    let x = EDGE;
    cells.forEach((lines, place) => {
      if (draw) {
        pen.fillStyle = row[place].ground || (number ? "#ffffff" : HEAD);
        pen.fillRect(x, y, wide[place], tall);
        pen.strokeStyle = LINE;
        pen.strokeRect(x, y, wide[place], tall);
        pen.fillStyle = row[place].colour || INK;
        lines.forEach((line, at) => {
          const right = table.right[place] ? wide[place] - 20 - pen.measureText(line).width : 0;
          pen.fillText(line, x + 10 + right, y + 8 + at * high);
        });
      }
      x += wide[place];
    });
    y += tall;
  });
  return y;
}

function drawn(pen, slide, draw) {
  let y = text(pen, slide.title, 40, { size: 44, bold: true, draw }) + 12;
  for (const line of slide.lead) y = text(pen, line, y, { size: 32, bold: true, colour: MARK, draw }) + 6;
  for (const table of slide.tables) y = grid(pen, table, y + 10, draw) + 12;
  for (const line of slide.words) y = text(pen, line, y, { size: slide.tables.length ? 26 : 32, draw }) + 4;
  return text(pen, slide.foot, y + 14, { size: 20, colour: "#5f6368", draw }) + 20;
}

function picture(slide) {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  canvas.width = WIDTH;
  canvas.height = Math.max(900, Math.ceil(drawn(pen, slide, false)));
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.textBaseline = "top";
  drawn(pen, slide, true);
  return canvas;
}

async function copied(canvas) {
  if (!window.isSecureContext || !navigator.clipboard || !window.ClipboardItem) return false;
  try {
    const blob = new Promise((done) => canvas.toBlob(done, "image/png"));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    return true;
  } catch { return false; }
}

export default function ({ data, parentElement }) {
  const [button, said, link, image] = ["button", "p", "a", "img"].map((name) => parentElement.querySelector(name));
  if (image.dataset.of !== data.title + data.foot) { image.hidden = link.hidden = true; said.textContent = ""; }
  button.onclick = async () => {
    const canvas = picture(data);
    image.dataset.of = data.title + data.foot;
    link.href = image.src = canvas.toDataURL("image/png");
    link.download = `${data.title}.png`;
    image.hidden = link.hidden = false;
    said.textContent = await copied(canvas) ? "已复制图片，可粘贴到微信" : "在图片上点右键复制，或保存图片";
  };
}
