/** Every text of a catalogue by its dotted path. */
export function catalogueTexts(tree: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') texts.set(here, value)
    else for (const [below, text] of catalogueTexts(value as object, here)) texts.set(below, text)
  }
  return texts
}
