// What the admin's pages do beyond plain forms: a sign-in link's token goes into the form, a build is watched, and all
// feedback of a page is ticked at once.

const token = document.querySelector("#token");
if (token && location.hash.length > 1) {
  token.value = decodeURIComponent(location.hash.slice(1));
  // gone from the address bar and the history
  history.replaceState(null, "", location.pathname);
  document.querySelector("#sign-in button").focus();
}

const watched = document.querySelector("#progress");
if (watched) watch(watched.dataset.address);

const tickAll = document.querySelector("#tick-all");
if (tickAll) {
  tickAll.hidden = false;
  tickAll.addEventListener("click", () => {
    for (const box of document.querySelectorAll("input[form=several]")) box.checked = true;
  });
}

/** Ask how far the build is until it has ended; then load the page that tells how it went. */
async function watch(address) {
  let failures = 0;
  for (;;) {
    await new Promise((wake) => setTimeout(wake, 400 * (failures + 1)));
    try {
      const reply = await fetch(address, { headers: { Accept: "application/json" } });
      if (reply.status === 401) return location.reload();
      if (!reply.ok) throw new Error(String(reply.status));
      const job = await reply.json();
      failures = 0;
      if (job.state !== "starting" && job.state !== "running") return location.reload();
      show(job.progress);
    } catch {
      failures = Math.min(failures + 1, 12);
    }
  }
}

function show({ label, done, total, records, rejected, remaining }) {
  const bar = document.querySelector("#bar");
  if (total) {
    bar.max = total;
    bar.value = done;
  } else {
    bar.removeAttribute("value");
  }
  // a screen reader hears a step once, not every number
  say("#phase", label);
  say("#records", number(records));
  say("#rejected", number(rejected));
  say("#done", number(done));
  say("#remaining", remaining === null || remaining === undefined ? "" : number(remaining));
}

function say(place, text) {
  const element = document.querySelector(place);
  if (element.textContent !== text) element.textContent = text;
}

function number(value) {
  return (value ?? 0).toLocaleString("en");
}
