// The table as text and as picture, made in the browser from what it shows.
const LARGEST = 12000; // pixels of a side that every browser draws
const PAD = 16;
const TITLE = "600 17px ";
const SMALL = "13px ";

function plainText(table, title) {
  const rows = [...table.rows].map((line) => [...line.cells].map((cell) => cell.innerText));
  return tabbed(title, rows);
}

// Every run of text with the place of its line: wrapped text is cut where the browser cut it.
function* runs(cell) {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    range.selectNodeContents(node);
    if (range.getClientRects().length <= 1) {
      yield [node.data, range.getBoundingClientRect(), node.parentElement];
      continue;
    }
    let begun = 0;
    let rect = null;
    for (let place = 0; place < node.length; place += 1) {
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const here = range.getBoundingClientRect();
      if (rect && here.width && here.top > rect.top + 2) {
        yield [node.data.slice(begun, place), rect, node.parentElement];
        [begun, rect] = [place, here];
      }
      rect ??= here.width ? here : null;
    }
    if (rect) yield [node.data.slice(begun), rect, node.parentElement];
  }
}

function drawCell(pen, cell, origin) {
  const box = cell.getBoundingClientRect();
  const style = getComputedStyle(cell);
  const [x, y] = [box.left - origin.left, box.top - origin.top];
  pen.fillStyle = style.backgroundColor;
  pen.fillRect(x, y, box.width, box.height);
  pen.strokeStyle = "#c9ccd1";
  pen.strokeRect(x, y, box.width, box.height);
  for (const [text, rect, parent] of runs(cell)) {
    const own = getComputedStyle(parent);
    pen.font = `${own.fontWeight} ${own.fontSize} ${own.fontFamily}`;
    pen.fillStyle = own.color;
    pen.fillText(text, rect.left - origin.left, rect.top - origin.top + rect.height / 2);
  }
}

function picture(frame, title) {
  const table = frame.querySelector("table");
  const { scrollTop, scrollLeft } = frame;
  frame.scrollTo(0, 0);
  const origin = table.getBoundingClientRect();
  const [width, height] = [Math.max(origin.width, 360) + 2 * PAD, origin.height + 2 * PAD + 52];
  const canvas = document.createElement("canvas");
  const scale = Math.min(2, LARGEST / width, LARGEST / height);
  [canvas.width, canvas.height] = [width * scale, height * scale];
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = "middle";
  const family = getComputedStyle(table).fontFamily;
  [[TITLE, title, 12, "#202124"], [SMALL, aboutPage(), 36, "#5f6368"]].forEach(([font, text, y, colour]) => {
    [pen.font, pen.fillStyle] = [font + family, colour];
    pen.fillText(text, PAD, PAD + y);
  });
  pen.translate(PAD, PAD + 52);
  for (const cell of table.querySelectorAll("th, td")) drawCell(pen, cell, origin);
  frame.scrollTo(scrollLeft, scrollTop);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

function copies(root, data) {
  const [tools, frame] = [root.querySelector(".tools"), root.querySelector(".frame")];
  if (!tools) return;
  tools.hidden = data.size === "large" || !data.rows.length;
  takeAlong(tools, {
    title: data.title,
    text: () => plainText(frame.querySelector("table"), data.title),
    picture: () => picture(frame, data.title),
  });
}
