// Photos are shrunk before they are sent: long side 1280, JPEG 0.6; the position goes away with the camera's data.
async function shrink(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, 1280 / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.6));
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}
for (const input of document.querySelectorAll("input[type=file][data-shrink]")) {
  input.addEventListener("change", async () => {
    const files = new DataTransfer();
    for (const file of input.files) {
      files.items.add(file.type.startsWith("image/") ? await shrink(file).catch(() => file) : file);
    }
    input.files = files.files;
  });
}
