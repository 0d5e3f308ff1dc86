// Draws a table of texts with signals. Every text is set as text, never as markup.
const known = new WeakMap();
const followed = new WeakSet();
const TOOLS = "1.25rem"; // height of the line under a table
const BROAD = 20; // columns from which a table is printed on A3
const FEW = 5; // columns up to which a phone breaks the lines of texts
const STANDS = 6.7; // rem above a page's title with one row of choices and no notice; phones have several
const PHONE = 640;

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

const compare = (a, b) => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "zh-CN");
};

function fill(cell, [text, , signal = "", note = ""], data) {
  if (signal) cell.classList.add(signal);
  if (note) cell.title = note;
  const mark = signal && data.marks[signal];
  if (mark && mark !== text) cell.append(element("span", "mark", mark));
  cell.append(document.createTextNode(text));
}

function openable(cell, kind, act, note) {
  const button = element("button", kind);
  button.type = "button";
  if (note) button.setAttribute("aria-label", `${cell.textContent}：${note}`);
  button.append(...cell.childNodes);
  button.onclick = (event) => { event.stopPropagation(); act(); };
  cell.replaceChildren(button);
}

function hold(cell, place, data) {
  cell.classList.add("frozen");
  if (place === data.frozen - 1) cell.classList.add("edge");
}

function row(line, data, pick) {
  const tr = element("tr");
  if (line.key === data.chosen) tr.classList.add("chosen");
  if (line.total) {
    tr.classList.add("total");
    const td = element("td", "frozen edge", line.total);
    td.colSpan = data.frozen;
    if (data.totals && line.key) openable(td, "link", () => pick(line.key, null), "");
    tr.append(td);
  }
  line.cells.forEach((value, place) => {
    if (line.total && place < data.frozen) return;
    const column = data.columns[place];
    const td = element("td", column.look);
    if (place < data.frozen) hold(td, place, data);
    fill(td, value, data);
    if (data.select === "cell" && column.opens && value[1] !== null) {
      openable(td, "cell", () => pick(line.key, column.name), value[3]);
    } else if (data.select !== "none" && place === data.link && !line.total) {
      openable(td, "link", () => pick(line.key, null), "");
    }
    tr.append(td);
  });
  if (data.select === "row" && !line.total) {
    tr.classList.add("open");
    tr.onclick = () => pick(line.key, null);
  }
  return tr;
}

function heading(column, place, state, redraw) {
  const th = element("th", column.look);
  th.scope = "col";
  if (column.note) th.title = column.note;
  if (!state) {
    th.textContent = column.label;
    return th;
  }
  const sorted = state.by === place ? (state.down ? "descending" : "ascending") : "none";
  th.setAttribute("aria-sort", sorted);
  const button = element("button", "", column.label);
  button.type = "button";
  if (column.under) button.append(element("span", "under", column.under));
  if (sorted !== "none") button.append(element("span", "order", state.down ? "↓" : "↑"));
  button.onclick = () => {
    state.down = state.by === place ? !state.down : false;
    state.by = place;
    redraw();
  };
  th.append(button);
  return th;
}

// Headings of several rows: only the lowest cell of a column sorts it.
function headings(data, state, redraw) {
  const depth = Math.max(1, ...data.headings.map((span) => span.row + span.rows));
  const rows = Array.from({ length: depth }, () => element("tr"));
  for (const span of data.headings) {
    const lowest = span.row + span.rows === depth;
    const column = { ...data.columns[span.column], label: span.text };
    const th = heading(column, span.column, lowest && data.sortable ? state : null, redraw);
    th.colSpan = span.columns;
    th.rowSpan = span.rows;
    if (!lowest) Object.assign(th, { scope: "colgroup", className: "group" });
    if (span.column < data.frozen) hold(th, span.column, data);
    rows[span.row].append(th);
  }
  return rows;
}

// A cell stays where the ones before it end; on a phone only rows of headings stay. All is measured
// before anything is set: in turns, each measure would lay out the whole table again.
function freeze(table, data) {
  const rows = [...table.tHead.rows];
  const heights = rows.map((line) => line.getBoundingClientRect().height);
  const held = table.classList.contains("holding") ? data.frozen : 0;
  const widths = [...rows[0].cells].slice(0, held).map((cell) => cell.getBoundingClientRect().width);
  let top = 0;
  rows.forEach((line, place) => {
    for (const cell of line.cells) cell.style.top = `${top}px`;
    top += heights[place];
  });
  let left = 0;
  const lefts = widths.map((width) => (left += width) - width);
  if (!held) return;
  for (const line of table.rows) {
    line.querySelectorAll(".frozen").forEach((cell, place) => { cell.style.left = `${lefts[place]}px`; });
  }
}

function draw(root, data, state, pick) {
  const redraw = () => draw(root, data, state, pick);
  const lines = [...data.rows];
  if (state.by !== null) {
    lines.sort((a, b) => {
      if (!a.total !== !b.total) return a.total ? -1 : 1;
      const [left, right] = [a.cells[state.by][1], b.cells[state.by][1]];
      const order = compare(left, right);
      return left === null || right === null ? order : state.down ? -order : order;
    });
  }
  const table = element("table", data.size);
  const broad = data.columns.length > BROAD;
  if (broad) table.classList.add("broad");
  if (data.columns.length <= FEW) table.classList.add("few");
  const all = (window.broadTables ??= new Map());
  all.set(root, broad);
  for (const drawn of all.keys()) if (!drawn.isConnected) all.delete(drawn);
  document.documentElement.classList.toggle("broad-print", [...all.values()].some(Boolean));
  table.setAttribute("aria-label", data.title);
  const flat = element("tr");
  const own = data.sortable ? state : null;
  if (!data.headings.length) {
    data.columns.forEach((column, place) => flat.append(heading(column, place, own, redraw)));
  }
  const body = element("tbody");
  lines.forEach((line) => body.append(row(line, data, pick)));
  const thead = element("thead");
  thead.append(...(data.headings.length ? headings(data, state, redraw) : [flat]));
  table.append(thead, body);
  const frame = root.querySelector(".frame");
  const { scrollTop, scrollLeft } = frame;
  table.classList.toggle("holding", data.frozen > 0 && frame.clientWidth >= 700);
  const tools = root.querySelector(".tools");
  const beside = !tools || tools.hidden || data.height === "none" ? "0rem" : TOOLS;
  frame.style.maxHeight = data.height === "none" ? "none" : `calc(${data.height} - ${beside})`;
  frame.replaceChildren(table);
  if (data.headings.length) {
    freeze(table, data);
    // Fonts that arrive later change widths.
    if (document.fonts.status === "loading") {
      document.fonts.ready.then(() => freeze(table, data));
    }
  }
  frame.scrollTop = scrollTop;
  frame.scrollLeft = scrollLeft;
}

// How much lower than usual the title stands: the table under it gives so much of its height.
function lower() {
  const main = document.querySelector('[data-testid="stMain"]');
  const title = main?.querySelector("h1");
  if (!title || window.innerWidth <= PHONE) return 0;
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const top = title.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop;
  return Math.max(0, Math.round(top - STANDS * rem));
}

function follow(root) {
  const frame = root.querySelector(".frame");
  const page = document.querySelector('[data-testid="stMainBlockContainer"]');
  if (!page || followed.has(root)) return;
  followed.add(root);
  const seen = new ResizeObserver(() => {
    if (!root.isConnected) seen.disconnect();
    else frame.style.setProperty("--above", `${lower()}px`);
  });
  seen.observe(page);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const before = known.get(parentElement);
  const text = new TextDecoder().decode(data);
  if (before && before.text === text) return;
  const state = before ? before.state : { by: null, down: false };
  known.set(parentElement, { text, state });
  copies(parentElement, JSON.parse(text));
  draw(parentElement, JSON.parse(text), state, (key, column) => setTriggerValue("picked", { key, column }));
  follow(parentElement);
}
