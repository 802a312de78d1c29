// Which fenced code blocks hold Valk, by what stands behind their opening fence. Invariant: what can be read
// in two ways is not taken.

/** A word that ends where attributes may begin: `valk`, `lisp title="a"`, `lisp{1,3}`. */
const LANGUAGE = /^(?:lisp|valk)(?:[{,:]|$)/i;

const NAME = String.raw`[\w-]+`;
const ATTRIBUTE = String.raw`#${NAME}|\.${NAME}|[\w:-]+=(?:"[^"{}]*"|[^\s"{}]+)`;

/** Attributes as pandoc writes them, and nothing else: `{#id .valk .numberLines start="10"}`. */
const ATTRIBUTES = new RegExp(String.raw`^\{\s*(?:(?:${ATTRIBUTE})(?:\s+|(?=\}$)))+\}$`);
const FIRST_CLASS = new RegExp(String.raw`^\{\s*(?:(?!\.)(?:${ATTRIBUTE})\s+)*\.(${NAME})`);

/** Whether the block is Valk; `language` and `meta` are what the library makes of the fence. */
export function isValkCode({
  lang,
  meta,
}: {
  readonly lang?: string | null | undefined;
  readonly meta?: string | null | undefined;
}): boolean {
  if (lang?.startsWith("{") !== true) {
    return LANGUAGE.test(lang ?? "");
  }
  const attributes = meta ? `${lang} ${meta}` : lang;
  // Highlighters take the first class for the language.
  const [, first = ""] = (ATTRIBUTES.test(attributes) && FIRST_CLASS.exec(attributes)) || [];
  return LANGUAGE.test(first);
}
