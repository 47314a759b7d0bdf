// Decides which elements of a page are not read: those without text, those that the reader writes in, and the site's own
// surroundings of the text.

/** No text to read. Ruby text (rt) over Japanese or Chinese only repeats the words. */
const NO_TEXT = new Set(
  "script style noscript template svg math canvas video audio picture object embed map img head rt rp rtc".split(" "),
);

/** What the reader writes or chooses. */
const WRITTEN = new Set("textarea input select option datalist meter progress output".split(" "));
const WRITTEN_ROLES = new Set("textbox searchbox combobox listbox spinbutton slider".split(" "));

/** Controls. Inside a sentence their words belong to it. */
const CONTROLS = new Set(["button"]);
const CONTROL_ROLES = new Set("button switch checkbox radio tab menuitem menuitemcheckbox menuitemradio option".split(" "));

const DIALOGS = new Set(["dialog"]);
const DIALOG_ROLES = new Set(["dialog", "alertdialog"]);

/** Navigation. */
const WAYS = new Set(["nav", "menu"]);
const WAY_ROLES = new Set("navigation search menu menubar toolbar tablist".split(" "));

/** Classes and ids that sites commonly give to readers' comments. */
const COMMENTS = /^(comments?|comments?[-_]?(list|section|area|thread|container|wrapper|box)|disqus_thread|fb-comments|respond)$/i;

/** Classes and ids of adverts, consent banners and the like. */
const CLUTTER =
  /^(ads?|adverts?|advertisements?|adsbygoogle|ads?[-_](slot|container|wrapper|unit|banner|box|block|placeholder)|sponsored([-_]content)?|taboola.*|outbrain.*|div-gpt-ad.*|google_ads.*|cookie[-_]?(banner|notice|consent|bar|popup)|onetrust.*|gdpr.*|consent[-_]?banner|breadcrumbs?|share[-_]?(bar|buttons?|tools)|social[-_]?(bar|buttons?|share)|newsletter[-_]?(signup|form|box)?)$/i;

/** Code editors that draw what the reader writes as plain elements. */
const EDITORS = /^(CodeMirror|cm-editor|monaco-editor|ace_editor)$/;

export const OWN_MATTER = "article, main, [role=main], [role=article]";

/** A control with a longer text is not a label but a clickable card with text of its own. */
const LONGEST_LABEL = 80;

/**
 * What to do with an element. `read` it; `skip` it with all its content; `matter`: read only the articles in it; `label`:
 * read it if it stands in a sentence and leave it out if it stands alone.
 */
export type Verdict = "read" | "skip" | "matter" | "label";

function isNamed(element: Element, names: RegExp): boolean {
  if (element.id && names.test(element.id)) return true;
  for (const name of element.classList) if (names.test(name)) return true;
  return false;
}

function isComments(element: Element): boolean {
  return isNamed(element, COMMENTS) || /^comments?$/i.test(element.getAttribute("itemprop") ?? "");
}

/** Whether nothing in an element is ever read. `name` is the local name: `tagName` is upper case in HTML but not in XHTML. */
function isNeverRead(element: Element, name: string, role: string | null): boolean {
  if (NO_TEXT.has(name) || WRITTEN.has(name)) return true;
  if ((element as HTMLElement).isContentEditable || isNamed(element, EDITORS)) return true;
  return role !== null && WRITTEN_ROLES.has(role);
}

/** What to do with an element. `comments`: whether readers' comments are read. Never makes the browser compute a layout. */
export function verdictOf(element: Element, comments: boolean): Verdict {
  const name = element.localName;
  const role = element.getAttribute("role");
  if (isNeverRead(element, name, role)) return "skip";
  if (CONTROLS.has(name) || (role && CONTROL_ROLES.has(role))) return isCard(element) ? "read" : "label";
  const clutter = isNamed(element, CLUTTER);
  if (DIALOGS.has(name) || (role && DIALOG_ROLES.has(role))) return !clutter && holdsMatter(element) ? "read" : "skip";
  if (WAYS.has(name) || (role && WAY_ROLES.has(role))) return element.querySelector(OWN_MATTER) ? "matter" : "skip";
  if (role === "contentinfo") return "skip";
  if (name === "footer" || name === "aside") return element.parentElement?.closest(OWN_MATTER) ? "read" : "skip";
  if (!clutter && (comments || !isComments(element))) return "read";
  // The class name was only a guess. If the page's main content is inside, the guess was wrong.
  return element === element.ownerDocument.body || holdsMatter(element) ? "read" : "label";
}

function isCard(control: Element): boolean {
  return (control.textContent ?? "").replace(/\s+/g, " ").trim().length > LONGEST_LABEL || control.querySelector(OWN_MATTER) !== null;
}

function holdsMatter(element: Element): boolean {
  return [...element.querySelectorAll(`${OWN_MATTER}, h1`)].some(isOwnMatter);
}

/** Whether an article is the page's own content. Some sites mark up every comment as an article; those are not. */
function isOwnMatter(element: Element): boolean {
  return !/(^|[\s_-])comments?([\s_-]|$)/i.test(`${element.id} ${element.getAttribute("class") ?? ""} ${element.getAttribute("itemprop") ?? ""}`);
}
