// A chosen filter is applied at once; typing waits for Enter or the button. Empty fields stay out of the address.
for (const form of document.querySelectorAll("form[data-filters]")) {
  const send = () => {
    for (const field of form.elements) if (!field.value) field.disabled = true;
    form.submit();
  };
  form.addEventListener("change", (event) => event.target.matches("select, [type=radio], [type=checkbox]") && send());
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
}
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form[data-filters] :disabled")) field.disabled = false;
});
