// The chart above as PNG: Plotly's drawing, layer by layer, with its title and what the page is about.
const HEAD = 58;

const layer = (svg) => new Promise((resolve, reject) => {
  const copy = svg.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const image = new Image();
  image.onload = () => resolve(image);
  image.onerror = reject;
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
});

async function drawn(chart, title) {
  const { width, height } = chart.getBoundingClientRect();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: (height + HEAD) * 2 });
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width, height + HEAD);
  const family = getComputedStyle(document.body).fontFamily;
  [["600 17px ", title, 22, "#202124"], ["13px ", aboutPage(), 44, "#5f6368"]].forEach(([font, text, y, colour]) => {
    [pen.font, pen.fillStyle] = [font + family, colour];
    pen.fillText(text, 16, y);
  });
  for (const svg of chart.querySelectorAll("svg.main-svg")) {
    pen.drawImage(await layer(svg), 0, HEAD, width, height);
  }
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

export default function ({ data, parentElement }) {
  const chart = () => document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
  const tools = parentElement.querySelector(".tools");
  tools.hidden = false;
  takeAlong(tools, {
    title: data.title,
    text: () => tabbed(data.title, data.rows),
    picture: () => drawn(chart(), data.title),
  });
}
