// A session that has ended leads to the sign-in page and back here; Streamlit itself would say "status 401".
(() => {
  const here = () => encodeURIComponent(location.pathname + location.search);
  const leave = () => location.replace(`/sign-in?next=${here()}`);
  const asked = async () => {
    try {
      const { status } = await fetch("/who", { cache: "no-store" });
      if (status === 401) leave();
    } catch { /* the server is away: Streamlit says so and tries again */ }
  };
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", (event) => (event.code === 4401 ? leave() : asked()));
    }
  };
  // Leaving is sent, not asked for: no link of another page ends a session.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.('a[href$="/sign-out"]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    await fetch("/sign-out", { method: "POST" });
    location.replace("/sign-in");
  }, true);
})();
