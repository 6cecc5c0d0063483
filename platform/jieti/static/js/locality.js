// Tells the form the browser's time zone. Without JavaScript the server chooses, and the person may change it later.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const field of document.querySelectorAll("[data-time-zone]")) {
  if (zone && !field.value) field.value = zone;
}
