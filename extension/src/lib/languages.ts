// Works with language tags as pages and packs write them. They need not be valid: "zh-CN-Hans", "x".

/** A segmenter for the sentences of a language, or of English if the browser does not accept the tag. */
export function sentencesOf(tag: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(tag || "en", { granularity: "sentence" });
  } catch {
    return new Intl.Segmenter("en", { granularity: "sentence" });
  }
}

/** The name of the language `tag` in the language `locale`; the tag itself if the browser knows no name. */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language", fallback: "code" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
