// The screen of a show: full, dark by the key D (this browser remembers it), a bar that goes when the mouse rests,
// and a page that is made smaller until it fits.
const DARK = "dudao.show.dark", SMALLEST = 0.4, RESTS = 3000;
const root = document.documentElement;

const remembered = () => { try { return localStorage.getItem(DARK) === "1"; } catch { return false; } };

function darken(on) {
  root.classList.toggle("dark", on);
  try { localStorage.setItem(DARK, on ? "1" : "0"); } catch { /* a browser that remembers nothing */ }
}

function fit() {
  const page = document.querySelector(".st-key-slide"), main = document.querySelector(".stMain");
  if (!page || !main) return;
  let size = 1;
  page.style.zoom = size;
  while (main.scrollHeight > main.clientHeight && size > SMALLEST) page.style.zoom = size -= 0.05;
}

export default function ({ parentElement }) {
  const [full, dark] = parentElement.querySelectorAll("button");
  const watched = new AbortController(), given = { signal: watched.signal };
  const mark = () => dark.setAttribute("aria-pressed", String(root.classList.contains("dark")));
  const turn = () => { darken(!root.classList.contains("dark")); mark(); };
  let rest, frame;
  const move = () => {
    root.classList.add("moving");
    clearTimeout(rest);
    rest = setTimeout(() => root.classList.remove("moving"), RESTS);
  };
  const key = (event) => {
    const typing = event.composedPath()[0].closest?.("input, textarea, select, [contenteditable='true'], [role='spinbutton']");
    if (event.key.toLowerCase() === "d" && !typing && !event.ctrlKey && !event.altKey && !event.metaKey) turn();
  };
  const soon = () => { cancelAnimationFrame(frame); frame = requestAnimationFrame(fit); };
  darken(remembered());
  mark();
  full.onclick = () => document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();
  dark.onclick = turn;
  for (const kind of ["mousemove", "touchstart"]) document.addEventListener(kind, move, given);
  document.addEventListener("keydown", key, given);
  window.addEventListener("resize", soon, given);
  const grown = new ResizeObserver(soon), changed = new MutationObserver(soon);
  const block = document.querySelector(".stMainBlockContainer");
  if (block) { grown.observe(block); changed.observe(block, { childList: true, subtree: true }); }
  soon();
  return () => {
    watched.abort(); grown.disconnect(); changed.disconnect(); clearTimeout(rest); cancelAnimationFrame(frame);
    root.classList.remove("dark", "moving");
  };
}
