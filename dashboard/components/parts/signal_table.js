// Draws a table of texts with signals. Every text is set as text, never as markup.
const known = new WeakMap();

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

function fill(cell, [text, , signal, note], data) {
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

function row(line, data, pick) {
  const tr = element("tr");
  if (line.key === data.chosen) tr.classList.add("chosen");
  line.cells.forEach((value, place) => {
    const column = data.columns[place];
    const td = element("td", column.look);
    fill(td, value, data);
    if (data.select === "cell" && column.opens && value[1] !== null) {
      openable(td, "cell", () => pick(line.key, column.label), value[3]);
    } else if (data.select !== "none" && place === data.link) {
      openable(td, "link", () => pick(line.key, null), "");
    }
    tr.append(td);
  });
  if (data.select === "row") {
    tr.classList.add("open");
    tr.onclick = () => pick(line.key, null);
  }
  return tr;
}

function heading(column, place, state, redraw) {
  const th = element("th", column.look);
  th.scope = "col";
  if (column.note) th.title = column.note;
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

function draw(root, data, state, pick) {
  const redraw = () => draw(root, data, state, pick);
  const lines = [...data.rows];
  if (state.by !== null) {
    lines.sort((a, b) => {
      const [left, right] = [a.cells[state.by][1], b.cells[state.by][1]];
      const order = compare(left, right);
      return left === null || right === null ? order : state.down ? -order : order;
    });
  }
  const table = element("table", data.dense ? "dense" : "");
  table.setAttribute("aria-label", data.title);
  const head = element("tr");
  data.columns.forEach((column, place) => head.append(heading(column, place, state, redraw)));
  const body = element("tbody");
  lines.forEach((line) => body.append(row(line, data, pick)));
  const thead = element("thead");
  thead.append(head);
  table.append(thead, body);
  const frame = root.querySelector(".frame");
  const { scrollTop, scrollLeft } = frame;
  frame.style.maxHeight = data.height;
  frame.replaceChildren(table);
  frame.scrollTop = scrollTop;
  frame.scrollLeft = scrollLeft;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const before = known.get(parentElement);
  const text = JSON.stringify(data);
  if (before && before.text === text) return;
  const state = before ? before.state : { by: null, down: false };
  known.set(parentElement, { text, state });
  draw(parentElement, data, state, (key, column) => setTriggerValue("picked", { key, column }));
}
