// One tile a region; texts are set as text, never as markup.
export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".tiles");
  const wide = data.columns > 5; // too narrow for a line of its own: the mark goes before the value
  box.classList.toggle("wide", wide);
  box.style.gridTemplateColumns = `repeat(${data.columns}, minmax(0, 1fr))`;
  box.setAttribute("aria-label", data.title);
  box.replaceChildren(...data.tiles.map((tile) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `tile ${tile.signal}`;
    button.style.gridRow = tile.row;
    button.style.gridColumn = tile.column;
    button.title = `${tile.note}　${tile.word}`;
    for (const part of ["name", "value", "word"]) {
      const line = document.createElement("span");
      line.className = part;
      line.textContent = wide && part === "word" ? "" : tile[part];
      if (wide && part === "value" && tile.word) {
        const mark = document.createElement("span");
        mark.className = "mark";
        mark.textContent = tile.word[0];
        line.prepend(mark);
      }
      button.append(line);
    }
    button.onclick = () => setTriggerValue("picked", tile.key);
    return button;
  }));
}
