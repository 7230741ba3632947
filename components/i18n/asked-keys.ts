/**
 * Patterns of the catalogue's paths that a source file asks for through `useTranslations` or `getTranslations`.
 * What is only known at run time counts as one unknown part of a path.
 */
export function askedKeys(source: string): RegExp[] {
  const patterns: RegExp[] = []
  for (const [, name = '', prefix = ''] of source.matchAll(/const (\w+) = (?:await )?(?:use|get)Translations\((?:'([\w.-]+)')?\)/g)) {
    for (const call of source.matchAll(new RegExp(`\\b${name}(?:\\.rich)?\\(`, 'g'))) {
      const argument = firstArgument(source.slice(call.index + call[0].length))
      const texts = Array.from(argument.matchAll(/'([\w.-]+)'|`([^`]+)`/g), ([, plain, template]) => plain ?? template ?? '')
      // Without prefix and text, as in use-say.ts, nothing is known: such a call asks for no key in particular.
      const known = texts.length > 0 ? texts : prefix === '' ? [] : ['*']
      for (const text of known) patterns.push(pattern(prefix, text))
    }
  }
  return patterns
}

function pattern(prefix: string, text: string): RegExp {
  const path = prefix === '' ? text : `${prefix}.${text}`
  return new RegExp(`^${path.replace(/\$\{[^}]*\}|\*|\./g, (part) => (part === '.' ? '\\.' : '.+'))}$`)
}

/** Up to the comma or bracket that ends it. */
function firstArgument(rest: string): string {
  let depth = 0
  for (const [index, character] of Array.from(rest).entries()) {
    if ('([{'.includes(character)) depth += 1
    else if (depth === 0 && ',)'.includes(character)) return rest.slice(0, index)
    else if (')]}'.includes(character)) depth -= 1
  }
  return rest
}
