// Brings what stands below it into sight, once for each thing that was opened.
const known = new WeakMap();

export default function ({ data, parentElement }) {
  if (known.get(parentElement) === data) return;
  known.set(parentElement, data);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const host = parentElement.host ?? parentElement;
  requestAnimationFrame(() => host.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" }));
}
