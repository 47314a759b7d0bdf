// Making elements. Text gets in through textContent only.

/** An element with attributes and children, which are nodes or strings; null children are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A link to an address of the web, which opens beside this page; plain text for any other address. */
export function link(url, text) {
  let safe = false;
  try {
    safe = ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    // no address at all
  }
  return safe ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : element("span", {}, text);
}
