// Looks every two seconds how far a job is, without loading the whole page anew until it is over.
const box = document.querySelector("[data-job]");

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-job] progress");
    if (!now) return location.reload();
    const bar = box.querySelector("progress");
    bar.value = now.value;
    box.firstElementChild.dataset.state = now.parentElement.dataset.state;
  } catch {
    // no network just now: look again later
  }
  setTimeout(look, 2000);
}

if (box) setTimeout(look, 2000);
