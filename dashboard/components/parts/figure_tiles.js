// Key figures, each a button that opens what it counts, where it opens something; texts are set as text, never as markup.
export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".figures");
  box.setAttribute("aria-label", data.title);
  box.classList.toggle("six", data.figures.length === 6);
  box.replaceChildren(...data.figures.map((figure) => {
    const button = document.createElement(figure.page ? "button" : "div");
    if (figure.page) button.type = "button";
    button.className = `figure ${figure.signal}${figure.page ? "" : " told"}`;
    if (figure.help) button.title = figure.help;
    for (const part of ["label", "value", "detail"]) {
      const line = document.createElement("span");
      line.className = part;
      line.textContent = figure[part];
      button.append(line);
    }
    if (figure.page) button.onclick = () => setTriggerValue("picked", figure.key);
    return button;
  }));
}
