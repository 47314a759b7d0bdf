// The shipped list of sites that are never read, by category: money, health, letters, networks, accounts. It matches whole
// names and not just letters, so that a newspaper for bankers can be read.
import { parse } from "tldts";
import { siteOf } from "./addresses.js";

export const CATEGORIES = ["money", "health", "letters", "networks", "accounts"] as const;
export type Category = (typeof CATEGORIES)[number];

interface List {
  /** Sites, with all their subdomains. */
  sites: string;
  /** Names of companies that have sites in many countries, without the ending. */
  names: string;
  /** Words that are a site's whole name, or a part of it between hyphens. */
  words: string;
  /** Endings of compound names: "mybank", "stadtsparkasse". */
  endings: string;
  /** Subdomains at which customers sign in. */
  hosts: string;
}

const LISTS: Record<Category, List> = {
  money: {
    sites:
      "chase.com wellsfargo.com citi.com citibankonline.com capitalone.com americanexpress.com usbank.com pnc.com truist.com ally.com bankofamerica.com bankofireland.com " +
      "bankofscotland.co.uk bank-of-china.com natwest.com rbs.co.uk lloydsbank.com halifax.co.uk nationwide.co.uk tsb.co.uk starlingbank.com monzo.com n26.com wise.com dkb.de comdirect.de comdirect.com " +
      "ing-diba.de consorsbank.de vr.de sparkasse.de intesasanpaolo.com bancobpm.it bancadibologna.it bpm.it mediolanum.it fineco.it fineconline.it poste.it labanquepostale.fr boursorama.com boursobank.com caisse-epargne.fr banquepopulaire.fr " +
      "creditmutuel.fr cic.fr lcl.fr bancodobrasil.com.br bb.com.br itau.com.br bradesco.com.br caixa.gov.br nubank.com.br bancosabadell.com bankinter.com bankia.es caixabank.es kutxabank.es " +
      "pkobp.pl ipko.pl mbank.pl bzwbk.pl pekao24.pl millenniumbank.pl csob.cz csas.cz kb.cz otpbank.hu bcr.ro monobank.ua privat24.ua privatbank.ua oschadbank.ua sberbank.ru online.sberbank.ru " +
      "tinkoff.ru tbank.ru vtb.ru alfabank.ru fidelity.com vanguard.com schwab.com etrade.com robinhood.com coinbase.com binance.com kraken.com venmo.com klarna.com stripe.com dashboard.stripe.com",
    names:
      "paypal revolut hsbc barclays santander ing bnpparibas bnp societegenerale creditagricole credit-agricole unicredit unicreditgroup bbva citibank raiffeisen erstebank swedbank nordea danskebank rabobank abnamro " +
      "commerzbank deutsche-bank postbank targobank sparkasse volksbank caixabank ubs credit-suisse",
    words: "bank banque banco banca caixa raiffeisen banking onlinebanking netbanking ebanking",
    endings: "bank sparkasse creditunion",
    hosts: "bank banking online-banking onlinebanking netbanking ebanking ebank meine-bank",
  },
  health: {
    sites:
      "nhs.uk webmd.com teladoc.com zocdoc.com healthcare.gov ameli.fr betterhelp.com helsi.me emias.info kaiserpermanente.org 23andme.com ancestry.com mayoclinic.org clevelandclinic.org " +
      "patient.info patient.co.uk mychart.org gesundheit.de docmorris.de shop-apotheke.com cvs.com walgreens.com boots.com drugs.com medicare.gov talkspace.com 1177.se sundhed.dk znanylekarz.pl",
    names: "doctolib doctoralia docplanner mychart",
    words: "clinique clinica farmacia apteka pharmacie mychart patientportal",
    endings: "clinic clinics klinik klinikum hospital hospitals krankenhaus pharmacy apotheke",
    hosts: "mychart patient patients patientportal my-health myhealth",
  },
  letters: {
    sites:
      "gmail.com mail.google.com docs.google.com drive.google.com keep.google.com calendar.google.com chat.google.com mail.yahoo.com mail.com mail.de web.de freemail.de posteo.de mailbox.org hey.com rediffmail.com e.mail.ru light.mail.ru " +
      "cloud.mail.ru octavius.mail.ru my.mail.ru mail.yandex.ru mail.ukr.net mail.qq.com mail.163.com proton.me protonmail.com tutanota.com tuta.com fastmail.com mail.zoho.com web.whatsapp.com web.telegram.org " +
      "messenger.com messages.google.com discord.com slack.com teams.microsoft.com teams.live.com outlook.com outlook.live.com outlook.office.com outlook.office365.com " +
      "onedrive.live.com icloud.com dropbox.com notion.so evernote.com",
    names: "gmx",
    words: "webmail",
    endings: "",
    hosts: "mail webmail email imap owa outlook poczta posta correo messagerie post-fach",
  },
  networks: {
    sites:
      "facebook.com fb.com instagram.com threads.net threads.com x.com twitter.com vk.com vk.ru ok.ru linkedin.com xing.com snapchat.com tumblr.com pinterest.com nextdoor.com nextdoor.de " +
      "nk.pl tuenti.com wykop.pl bsky.app mastodon.social tinder.com bumble.com okcupid.com parship.de weibo.com",
    names: "",
    words: "",
    endings: "",
    hosts: "",
  },
  accounts: {
    sites:
      "diia.gov.ua id.gov.ua gosuslugi.ru irs.gov ssa.gov login.gov elster.de bundid.de impots.gouv.fr franceconnect.gouv.fr tax.service.gov.uk agenziaentrate.gov.it " +
      "login.microsoftonline.com myaccount.google.com appleid.apple.com lastpass.com bitwarden.com 1password.com dashlane.com",
    names: "",
    words: "",
    endings: "",
    hosts: "accounts account login signin sso auth idp secure myaccount my-account",
  },
};

/** Names that end like a bank's or a clinic's but are something else. */
const OTHERS = (
  "burbank fairbank riverbank foodbank databank westbank southbank leftbank eubank bloodbank seedbank snowbank sandbank " +
    "embank milkbank timebank worldbank genbank drugbank mountebank outbank jobbank ideabank theclinic"
).split(" ");

export interface Entry {
  category: Category;
  /** The entry that matches the site, as the reader is told. */
  entry: string;
}

/** The registered name of a host without its public ending ("hsbc" for online.hsbc.co.uk), and the labels before it. */
export function nameOf(host: string): { name: string; below: string[] } {
  const { domainWithoutSuffix, subdomain } = parse(host);
  return { name: domainWithoutSuffix ?? "", below: (subdomain ?? "").split(".").filter(Boolean) };
}

const words = (written: string) => written.split(" ").filter(Boolean);

const READ = CATEGORIES.map((category) => {
  const { sites, names, hosts, ...list } = LISTS[category];
  const ofNames = { names: new Set(words(names)), words: new Set(words(list.words)), endings: words(list.endings) };
  return { category, sites: new Set(words(sites)), hosts: new Set(words(hosts)), ...ofNames };
});

function endingOf(name: string, endings: readonly string[]): string | undefined {
  const parts = name.split("-").filter((part) => !OTHERS.some((other) => part.endsWith(other)));
  return endings.find((ending) => parts.some((part) => part.endsWith(ending)));
}

/** The entry of the shipped list because of which a page is never read; null when there is none. */
export function neverEntry(address: string): Entry | null {
  const host = siteOf(address);
  const labels = host.split(".");
  const { name, below } = nameOf(host);
  for (const { category, sites, names, words, endings, hosts } of READ) {
    const site = labels.map((_, i) => labels.slice(i).join(".")).find((part) => sites.has(part));
    if (site) return { category, entry: site };
    if (names.has(name)) return { category, entry: name };
    const word = name.split("-").find((part) => words.has(part));
    if (word) return { category, entry: word };
    const ending = endingOf(name, endings);
    if (ending) return { category, entry: `*${ending}` };
    const first = below.find((label) => hosts.has(label));
    if (first) return { category, entry: `${first}.*` };
  }
  return null;
}

/** The shipped list of one category, in the form that the options show to the reader. */
export function listOf(category: Category): string[] {
  const { sites, names, endings, hosts, ...list } = LISTS[category];
  const named = [...words(`${names} ${list.words} ${hosts}`).map((name) => `${name}.*`), ...words(endings).map((ending) => `*${ending}`)];
  return [...new Set([...words(sites), ...named])];
}
