// "Copy" beside a code or a link: data-copy names what, data-done says it is done.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText((source.value ?? source.textContent).replace(/\s+/g, " ").trim());
    button.lastChild.textContent = ` ${button.dataset.done}`;
  });
}
