// Key figures, each a button that opens what it counts; texts are set as text, never as markup.
export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".figures");
  box.setAttribute("aria-label", data.title);
  box.classList.toggle("six", data.figures.length === 6);
  box.replaceChildren(...data.figures.map((figure) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `figure ${figure.signal}`;
    if (figure.help) button.title = figure.help;
    for (const part of ["label", "value", "detail"]) {
      const line = document.createElement("span");
      line.className = part;
      line.textContent = figure[part];
      button.append(line);
    }
    button.onclick = () => setTriggerValue("picked", figure.key);
    return button;
  }));
}
