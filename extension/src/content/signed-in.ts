// Guesses whether a page is private to its reader: it asks for a password, or it hides from search engines and lets the
// reader sign out.

const WAY_OUT =
  /\b(log ?out|sign ?out|log ?off|sign ?off|abmelden|ausloggen|déconnexion|se déconnecter|cerrar sesión|desconectar|esci|disconnetti|wyloguj)\b|вийти|выйти|выход/i;
const WAY_OUT_ADDRESS = /(^|[/?&=_-])(log|sign)[_-]?(out|off)\b/i;

function asksForPassword(): boolean {
  return [...document.querySelectorAll<HTMLElement>("input[type=password i]")].some((field) => field.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
}

function isHiddenFromSearch(): boolean {
  return [...document.querySelectorAll<HTMLMetaElement>("meta[name=robots i], meta[name=googlebot i]")].some(({ content }) => /\b(noindex|none)\b/i.test(content));
}

function hasWayOut(): boolean {
  return [...document.querySelectorAll<HTMLElement>("a[href], button, input[type=submit i]")].some((element) => {
    const said = `${element.textContent.slice(0, 40)} ${element.getAttribute("aria-label") ?? ""} ${element.getAttribute("value") ?? ""}`;
    return WAY_OUT.test(said) || WAY_OUT_ADDRESS.test(element.getAttribute("href") ?? "");
  });
}

/** Whether the page is likely private to its reader. Looks at no text except that of links and buttons. */
export function isSignedIn(): boolean {
  return asksForPassword() || (isHiddenFromSearch() && hasWayOut());
}
