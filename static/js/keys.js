// Lists with data-keys: j and k walk, Enter opens, ? shows the keys. Never while typing.
const list = document.querySelector("[data-keys]");
if (list) {
  const rows = () => [...list.querySelectorAll("tbody tr, :scope > li")];
  let at = -1;
  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    all[at]?.classList.remove("is-here");
    at = Math.max(0, Math.min(all.length - 1, at + step));
    all[at].classList.add("is-here");
    all[at].querySelector("a")?.focus();
    all[at].scrollIntoView({ block: "nearest" });
  };
  const help = document.querySelector("[data-keys-help]");
  addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "?" && help) help.hidden = !help.hidden;
  });
}
