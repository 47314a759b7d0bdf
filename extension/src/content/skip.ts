// What of a page is not its own matter: what is no text, what the reader writes, and the site's own words around it.

/** No text to read. A reading over Japanese or Chinese text says the same words again. */
const NO_TEXT = new Set(
  "script style noscript template svg math canvas video audio picture object embed map img head rt rp rtc".split(" "),
);

/** The reader's own, whatever is inside. */
const WRITTEN = new Set("textarea input select option datalist meter progress output".split(" "));
const WRITTEN_ROLES = new Set("textbox searchbox combobox listbox spinbutton slider".split(" "));

/** Words to press. In a sentence they are words of it. */
const CONTROLS = new Set(["button"]);
const CONTROL_ROLES = new Set("button switch checkbox radio tab menuitem menuitemcheckbox menuitemradio option".split(" "));

const DIALOGS = new Set(["dialog"]);
const DIALOG_ROLES = new Set(["dialog", "alertdialog"]);

/** The way around the site. */
const WAYS = new Set(["nav", "menu"]);
const WAY_ROLES = new Set("navigation search menu menubar toolbar tablist".split(" "));

/** Whole names of classes and ids, as sites write them for what readers say. */
const COMMENTS = /^(comments?|comments?[-_]?(list|section|area|thread|container|wrapper|box)|disqus_thread|fb-comments|respond)$/i;

/** And for adverts, consent banners and the like. */
const CLUTTER =
  /^(ads?|adverts?|advertisements?|adsbygoogle|ads?[-_](slot|container|wrapper|unit|banner|box|block|placeholder)|sponsored([-_]content)?|taboola.*|outbrain.*|div-gpt-ad.*|google_ads.*|cookie[-_]?(banner|notice|consent|bar|popup)|onetrust.*|gdpr.*|consent[-_]?banner|breadcrumbs?|share[-_]?(bar|buttons?|tools)|social[-_]?(bar|buttons?|share)|newsletter[-_]?(signup|form|box)?)$/i;

/** Editors that draw what the reader writes as plain elements. */
const EDITORS = /^(CodeMirror|cm-editor|monaco-editor|ace_editor)$/;

export const OWN_MATTER = "article, main, [role=main], [role=article]";

/** No label is as long as this; what is longer is a card to be pressed, with a text of its own. */
const LONGEST_LABEL = 80;

/**
 * What is done with an element: it is read; left out with all that is in it; left out but for the articles in it; or a
 * label, which is read where it stands in a sentence and left out where it stands alone.
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

/** Whether nothing in an element is ever read. In XHTML names are in small letters, in HTML `tagName` is not. */
function isNeverRead(element: Element, name: string, role: string | null): boolean {
  if (NO_TEXT.has(name) || WRITTEN.has(name)) return true;
  if ((element as HTMLElement).isContentEditable || isNamed(element, EDITORS)) return true;
  return role !== null && WRITTEN_ROLES.has(role);
}

/** What is done with an element; comments are left out unless the reader wants them. Makes the browser lay out nothing. */
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
  // A name is a guess; where the page's matter is inside, the guess was wrong.
  return element === element.ownerDocument.body || holdsMatter(element) ? "read" : "label";
}

function isCard(control: Element): boolean {
  return (control.textContent ?? "").replace(/\s+/g, " ").trim().length > LONGEST_LABEL || control.querySelector(OWN_MATTER) !== null;
}

function holdsMatter(element: Element): boolean {
  return [...element.querySelectorAll(`${OWN_MATTER}, h1`)].some(isOwnMatter);
}

/** Not so an article that is itself a comment, as many a site's software writes them. */
function isOwnMatter(element: Element): boolean {
  return !/(^|[\s_-])comments?([\s_-]|$)/i.test(`${element.id} ${element.getAttribute("class") ?? ""} ${element.getAttribute("itemprop") ?? ""}`);
}
