// On a narrow screen navigation and tabs scroll in themselves: where one is must be seen.
for (const here of document.querySelectorAll(".nav [aria-current], .tabs [aria-current]")) {
  here.scrollIntoView({ block: "nearest", inline: "center" });
}
