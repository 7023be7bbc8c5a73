// Shows issues that may be about the same while the title is typed.
const box = document.querySelector("[data-similar]");
const form = box.closest("form");
form.elements.seen.value = "1"; // shown while typing, so never asked again on saving
let timer;
let last = "";

async function look() {
  const words = new FormData(form);
  const recent = words.get("recent");
  const point = words.get("service_point") || (recent === "other" ? "" : recent) || "";
  const query = new URLSearchParams({ title: words.get("title").trim(), point }).toString();
  if (query === last || words.get("title").trim().length < 6) return;
  last = query;
  try {
    const answer = await fetch(`${box.dataset.similar}?${query}`, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected || query !== last) return;
    box.innerHTML = await answer.text();
  } catch {
    last = ""; // without a network nothing is shown, and nothing is lost
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, 600);
});
