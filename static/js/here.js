// On a narrow screen the navigation scrolls in itself: the room one is in must be seen.
document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
