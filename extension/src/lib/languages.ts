// Language tags as pages and packs write them, which need not be any: "zh-CN-Hans", "x".

/** Cuts sentences as a language does; as English does where the browser makes nothing of its tag. */
export function sentencesOf(tag: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(tag || "en", { granularity: "sentence" });
  } catch {
    return new Intl.Segmenter("en", { granularity: "sentence" });
  }
}

/** The name of a language in another one; its tag where the browser knows none. */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language", fallback: "code" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
