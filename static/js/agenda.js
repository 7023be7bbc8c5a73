// An agenda is put in order by dragging a handle; the new order is sent as a form. Without a script
// the buttons up and down do the same. data-order names the box with the form.
const ENDS = ["pointerup", "pointercancel"];
for (const list of document.querySelectorAll("[data-order]")) {
  const form = document.querySelector(`${list.dataset.order} form`);
  const order = () => [...list.children].map((row) => row.dataset.item).join(",");
  let dragged = null;
  let before = "";

  const drag = (event) => {
    for (const row of list.children) {
      const box = row.getBoundingClientRect();
      if (row === dragged || event.clientY < box.top || event.clientY > box.bottom) continue;
      const isAbove = event.clientY < box.top + box.height / 2;
      list.insertBefore(dragged, isAbove ? row : row.nextSibling);
    }
  };
  const drop = () => {
    document.removeEventListener("pointermove", drag);
    for (const end of ENDS) document.removeEventListener(end, drop);
    dragged.classList.remove("is-dragged");
    if (order() === before) return;
    form.elements.order.value = order();
    form.submit();
  };
  const take = (event) => {
    event.preventDefault();
    dragged = event.currentTarget.closest("[data-item]");
    before = order();
    dragged.classList.add("is-dragged");
    document.addEventListener("pointermove", drag);
    for (const end of ENDS) document.addEventListener(end, drop);
  };
  if (form && list.children.length > 1) {
    for (const handle of list.querySelectorAll("[data-handle]")) {
      handle.hidden = false;
      handle.addEventListener("pointerdown", take);
    }
  }
}
