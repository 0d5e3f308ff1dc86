export default function ({ parentElement }) {
  const button = parentElement.querySelector("button");
  button.onclick = () => document.fullscreenElement
    ? document.exitFullscreen() : document.documentElement.requestFullscreen();
}
