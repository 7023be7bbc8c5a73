// The receipt: print it, and ask before the page with the code is left unsaved.
const print = document.querySelector("[data-print]");
let isSaved = false;
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => { isSaved = true; window.print(); });
}
document.querySelector("[data-copy]")?.addEventListener("click", () => { isSaved = true; });
addEventListener("beforeunload", (event) => { if (!isSaved) event.preventDefault(); });
