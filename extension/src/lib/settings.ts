// The reader's settings: their names, defaults and allowed values. Kept in storage.local and read anew whenever needed.
import { serviceProblem, sitePattern } from "./addresses.js";
import { api } from "./api.js";

export const MODES = ["auto", "click", "sites"] as const;
/** How a page is checked: by packs on this computer; by packs, asking the service about what they find; or by the service alone. */
export const WAYS = ["local", "ask", "pages"] as const;
export const SENSITIVITIES = ["surest", "balanced", "wide"] as const;
export const SHAPES = ["marker", "underline", "both"] as const;
export const COLOURS = ["amber", "rose", "blue", "green", "violet"] as const;

export type Mode = (typeof MODES)[number];
export type Way = (typeof WAYS)[number];

export interface Settings {
  /** When the reader consented (ISO 8601). Until then it is "", and nothing is read or sent. */
  consented: string;
  mode: Mode;
  way: Way;
  service: string;
  key: string;
  /** Where pages are checked in mode "sites". */
  sites: string[];
  /** "Not on this site". */
  excluded: string[];
  /** The reader's own sites that are never read, in addition to the shipped list. */
  never: string[];
  /** Sites of the shipped list that the reader allowed. */
  allowed: string[];
  /** "Hide this claim". */
  hidden: string[];
  /** The claims of hidden cases by id, so that the reader recognises them. */
  titles: Record<string, string>;
  /** "" while Rejoinder is switched on; "always", or the ISO time until which it is switched off. */
  paused: string;
  /** Whether pages in private windows are checked too. */
  private: boolean;
  /** Whether a page's address is sent with its text, to find catalogued articles. */
  address: boolean;
  /** Whether readers' comments below a page are read too. */
  comments: boolean;
  /** Whether packs are also updated over a metered connection. */
  metered: boolean;
  sensitivity: (typeof SENSITIVITIES)[number];
  shape: (typeof SHAPES)[number];
  colour: (typeof COLOURS)[number];
}

export const DEFAULTS: Readonly<Settings> = {
  consented: "",
  mode: "click",
  // Readers who consented before there was a choice agreed to this way. The welcome page offers "local" first.
  way: "pages",
  service: "http://127.0.0.1:8787",
  key: "",
  sites: [],
  excluded: [],
  never: [],
  allowed: [],
  hidden: [],
  titles: {},
  paused: "",
  private: false,
  address: true,
  comments: false,
  metered: false,
  sensitivity: "balanced",
  shape: "both",
  colour: "amber",
};

const STORED = "settings";
const MAX_LIST = 5000;

function oneOf<T extends string>(allowed: readonly T[], value: unknown, otherwise: T): T {
  return allowed.includes(value as T) ? (value as T) : otherwise;
}

function list(value: unknown, otherwise: readonly string[], read: (item: string) => string): string[] {
  if (!Array.isArray(value)) return [...otherwise];
  const items = value.filter((item): item is string => typeof item === "string").slice(0, MAX_LIST).map(read);
  return [...new Set(items.filter(Boolean))];
}

/** The stored titles of hidden cases. Titles of other cases are dropped. */
function titlesOf(hidden: readonly string[], value: unknown): Record<string, string> {
  const known = new Map(Object.entries(typeof value === "object" && value !== null ? value : {}));
  const named = hidden.map((id) => [id, known.get(id) as unknown] as const);
  return Object.fromEntries(named.flatMap(([id, title]) => (typeof title === "string" && title ? [[id, title.slice(0, 300)]] : [])));
}

/** Read settings from whatever was stored or imported. What is missing or wrong gets its default. */
export function readSettings(stored: unknown): Settings {
  const raw = (typeof stored === "object" && stored !== null ? stored : {}) as Record<string, unknown>;
  const service = typeof raw.service === "string" && serviceProblem(raw.service) === "" ? raw.service : DEFAULTS.service;
  const hidden = list(raw.hidden, DEFAULTS.hidden, (id) => id.slice(0, 200));
  const date = typeof raw.consented === "string" && !Number.isNaN(Date.parse(raw.consented)) ? raw.consented : "";
  return {
    consented: date,
    mode: oneOf(MODES, raw.mode, DEFAULTS.mode),
    way: oneOf(WAYS, raw.way, DEFAULTS.way),
    service,
    key: typeof raw.key === "string" ? raw.key.slice(0, 500) : "",
    sites: list(raw.sites, DEFAULTS.sites, sitePattern),
    excluded: list(raw.excluded, DEFAULTS.excluded, sitePattern),
    never: list(raw.never, DEFAULTS.never, sitePattern),
    allowed: list(raw.allowed, DEFAULTS.allowed, sitePattern),
    hidden,
    titles: titlesOf(hidden, raw.titles),
    paused: typeof raw.paused === "string" && (raw.paused === "always" || !Number.isNaN(Date.parse(raw.paused))) ? raw.paused : "",
    private: raw.private === true,
    address: raw.address !== false,
    comments: raw.comments === true,
    metered: raw.metered === true,
    sensitivity: oneOf(SENSITIVITIES, raw.sensitivity, DEFAULTS.sensitivity),
    shape: oneOf(SHAPES, raw.shape, DEFAULTS.shape),
    colour: oneOf(COLOURS, raw.colour, DEFAULTS.colour),
  };
}

export async function loadSettings(): Promise<Settings> {
  return readSettings((await api.storage.local.get(STORED))[STORED]);
}

/** Change some settings and keep the others. Safe when two parts of the extension do so at once. */
export function saveSettings(change: Partial<Settings>): Promise<Settings> {
  return navigator.locks.request(STORED, async () => {
    const settings = readSettings({ ...(await loadSettings()), ...change });
    await api.storage.local.set({ [STORED]: settings });
    return settings;
  });
}

/** Call `changed` with the new settings whenever any part of the extension changes them. */
export function onSettings(changed: (settings: Settings) => void): void {
  api.storage.onChanged.addListener((changes, area) => {
    const change = changes[STORED];
    if (area === "local" && change) changed(readSettings(change.newValue));
  });
}
