// One tile a region; texts are set as text, never as markup.
export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".tiles");
  box.classList.toggle("wide", data.columns > 5);
  box.style.gridTemplateColumns = `repeat(${data.columns}, minmax(0, 1fr))`;
  box.setAttribute("aria-label", data.title);
  box.replaceChildren(...data.tiles.map((tile) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `tile ${tile.signal}`;
    button.style.gridRow = tile.row;
    button.style.gridColumn = tile.column;
    button.title = tile.note;
    for (const part of ["name", "value", "word"]) {
      const line = document.createElement("span");
      line.className = part;
      line.textContent = tile[part];
      button.append(line);
    }
    button.onclick = () => setTriggerValue("picked", tile.key);
    return button;
  }));
}
