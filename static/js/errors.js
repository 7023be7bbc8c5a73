// A form came back with mistakes: move the focus to the summary, and from a link to the field.
const summary = document.querySelector("[data-errors]:not([data-example] *)");
summary?.focus();
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  const field = target.matches("fieldset") ? target.querySelector("input") : target;
  target.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});
