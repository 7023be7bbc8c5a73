// Shows what a category asks as soon as it is chosen.
const box = document.querySelector("[data-questions]");
const choice = box.closest("form").elements.category;

choice.addEventListener("change", async () => {
  const wanted = choice.value;
  try {
    const answer = await fetch(`${box.dataset.questions}?category=${wanted}`, { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected && wanted === choice.value) box.innerHTML = await answer.text();
  } catch {
    // without a network they are asked after saving
  }
});
