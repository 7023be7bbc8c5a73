// Everybody is ticked; the counter says how many of how many came. data-roster names the counter.
for (const roster of document.querySelectorAll("[data-roster]")) {
  const counter = document.querySelector(roster.dataset.roster);
  const boxes = roster.querySelectorAll("[type=checkbox]");
  const count = () => {
    counter.textContent = `${roster.querySelectorAll("[type=checkbox]:checked").length} / ${boxes.length}`;
  };
  roster.addEventListener("change", count);
  count();
}
