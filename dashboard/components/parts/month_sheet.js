// A month as a table; texts are set as text, never as markup.
const made = (name, look, text) => {
  const element = document.createElement(name);
  if (look) element.className = look;
  if (text) element.textContent = text;
  return element;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const open = (day) => setTriggerValue("picked", day.key);

  function field(day) {
    const cell = made("td", day.look + (day.told.length ? " full" : ""));
    const head = made("button", "day");
    head.type = "button";
    head.append(made("span", "number", day.number), made("span", "name", day.name));
    if (day.mark) head.append(made("span", `mark ${day.mark === "班" ? "works" : ""}`, day.mark));
    head.setAttribute("aria-label", `${day.name}${day.mark ? `（${day.mark}）` : ""}，${day.told.length}项`);
    if (day.look.includes("today")) head.setAttribute("aria-current", "date");
    head.onclick = () => open(day);
    cell.append(head);
    for (const [kind, words, note] of day.told) {
      const entry = made("button", "entry", words);
      entry.type = "button";
      entry.dataset.kind = kind;
      entry.title = note;
      entry.onclick = () => open(day);
      cell.append(entry);
    }
    return cell;
  }

  const table = parentElement.querySelector("table");
  table.replaceChildren(made("caption", "", data.title));
  const head = table.createTHead().insertRow();
  for (const name of data.weekdays) {
    const cell = made("th", "", name);
    cell.scope = "col";
    head.append(cell);
  }
  const body = table.createTBody();
  for (const week of data.weeks) body.insertRow().append(...week.map(field));
}
