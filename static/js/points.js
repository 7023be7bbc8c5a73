// Finding a service point without losing what is typed: only the list of points is exchanged. Without this the form sends itself.
const form = document.getElementById("find");
if (form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(`?${new URLSearchParams(new FormData(form))}`).catch(() => null);
    const page = answer && answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page && page.getElementById("points");
    if (!found) return form.submit();
    document.getElementById("points").replaceWith(found);
    const first = found.querySelector("[type=radio]");
    if (first) first.focus();
  });
}
