// Buttons "today" and "yesterday" under a day, and the chosen day in words (the browser shows its own format).
const words = document.documentElement.lang === "en" ? ["Today", "Yesterday", "Tomorrow"] : ["Өнөөдөр", "Өчигдөр", "Маргааш"];
const months = "January February March April May June July August September October November December".split(" ");
const iso = (offset) => {
  const day = new Date(Date.now() + offset * 864e5);
  return new Date(day - day.getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
};
const spoken = (value) => {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return "";
  const [year, month, day] = value.split("-").map(Number);
  return words[0] === "Today" ? `${day} ${months[month - 1]} ${year}` : `${year} оны ${month}-р сарын ${day}`;
};
for (const input of document.querySelectorAll("input[type=date]")) {
  const row = document.createElement("div");
  row.className = "quick";
  const said = document.createElement("span");
  said.className = "muted";
  const say = () => { said.textContent = spoken(input.value); };
  for (const offset of input.dataset.quick === "past" ? [0, -1] : []) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = words[offset ? 1 : 0];
    button.addEventListener("click", () => { input.value = iso(offset); input.dispatchEvent(new Event("change", { bubbles: true })); });
    row.append(button);
  }
  row.append(said);
  input.after(row);
  input.addEventListener("change", say);
  input.addEventListener("input", say);
  say();
}
