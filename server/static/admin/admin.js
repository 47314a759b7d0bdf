// What the admin's pages do beyond plain forms: copy a sign-in link's token into the form, watch a build, and tick all
// feedback on a page at once.

const token = document.querySelector("#token");
if (token && location.hash.length > 1) {
  token.value = decodeURIComponent(location.hash.slice(1));
  // remove the token from the address bar and the history
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

/** Poll the build's progress until it ends, then reload the page, which shows the result. */
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
  // only the name of the step is announced by a screen reader, once, and not every number
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
