// What of a page is not read: what is no text, what the reader writes, and what is not the page's own matter.

/** No text to read, or the reader's own. */
const TAGS = new Set(
  ("SCRIPT STYLE NOSCRIPT TEMPLATE SVG MATH CANVAS VIDEO AUDIO PICTURE OBJECT EMBED MAP IMG HEAD " +
    "TEXTAREA INPUT SELECT OPTION DATALIST BUTTON METER PROGRESS OUTPUT NAV MENU DIALOG").split(" "),
);

const ROLES = new Set(
  ("navigation search menu menubar menuitem toolbar tablist tab dialog alertdialog textbox searchbox combobox " +
    "listbox spinbutton slider button switch checkbox radio contentinfo").split(" "),
);

/** Whole names of classes and ids, as sites write them for what readers say. */
const COMMENTS = /^(comments?|comments?[-_]?(list|section|area|thread|container|wrapper|box)|disqus_thread|fb-comments|respond)$/i;

/** And for adverts, consent banners and the like. */
const CLUTTER =
  /^(ads?|adverts?|advertisements?|adsbygoogle|ads?[-_](slot|container|wrapper|unit|banner|box|block|placeholder)|sponsored([-_]content)?|taboola.*|outbrain.*|div-gpt-ad.*|google_ads.*|cookie[-_]?(banner|notice|consent|bar|popup)|onetrust.*|gdpr.*|consent[-_]?banner|breadcrumbs?|share[-_]?(bar|buttons?|tools)|social[-_]?(bar|buttons?|share)|newsletter[-_]?(signup|form|box)?)$/i;

/** Editors that draw what the reader writes as plain elements. */
const EDITORS = /^(CodeMirror|cm-editor|monaco-editor|ace_editor)$/;

const OWN_MATTER = "article, main, [role=main], [role=article]";

function isNamed(element: Element, names: RegExp): boolean {
  if (element.id && names.test(element.id)) return true;
  for (const name of element.classList) if (names.test(name)) return true;
  return false;
}

function isComments(element: Element): boolean {
  return isNamed(element, COMMENTS) || /^comments?$/i.test(element.getAttribute("itemprop") ?? "");
}

/**
 * Whether an element and all in it is left out; comments are unless the reader wants them read. Cheap tests first; nothing
 * here makes the browser lay out the page.
 */
export function isSkipped(element: Element, comments: boolean): boolean {
  if (TAGS.has(element.tagName.toUpperCase())) return true;
  if ((element as HTMLElement).isContentEditable) return true;
  if (isNamed(element, EDITORS)) return true;
  const role = element.getAttribute("role");
  if (role && ROLES.has(role)) return true;
  if (element.tagName === "FOOTER" || element.tagName === "ASIDE") return element.parentElement?.closest(OWN_MATTER) == null;
  if (!isNamed(element, CLUTTER) && (comments || !isComments(element))) return false;
  // A name is a guess; where the page's matter is inside, the guess was wrong.
  return element !== element.ownerDocument.body && ![...element.querySelectorAll(`${OWN_MATTER}, h1`)].some(isOwnMatter);
}

/** Not so an article that is itself a comment, as many a site's software writes them. */
function isOwnMatter(element: Element): boolean {
  return !/(^|[\s_-])comments?([\s_-]|$)/i.test(`${element.id} ${element.getAttribute("class") ?? ""} ${element.getAttribute("itemprop") ?? ""}`);
}

/** Whether an element is drawn off the page for screen readers only. */
export function isClipped(style: CSSStyleDeclaration): boolean {
  if (style.position !== "absolute" && style.position !== "fixed") return false;
  if (style.clip !== "auto" && /^rect\((0|1)(px)?[, ]/.test(style.clip)) return true;
  return parseFloat(style.width) <= 1 && parseFloat(style.height) <= 1 && style.overflow === "hidden";
}
