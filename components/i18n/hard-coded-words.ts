import ts from 'typescript'

/** Attributes and properties whose text is seen or heard. */
const SPOKEN = new Set([
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt'],
  ...['label', 'legend', 'hint', 'description', 'text', 'error', 'disabledReason'],
])

const hasLetters = (text: string) => /\p{L}/u.test(text.replaceAll(/&\w+;/g, ''))

/** Words of a TSX source that a person would see or hear without a catalogue: text between tags, and literals in attributes that are read out. */
export function hardCodedWords(source: string): string[] {
  const file = ts.createSourceFile('x.tsx', source, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX)
  const words: string[] = []
  const keep = (text: string) => hasLetters(text) && words.push(text.trim())
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) keep(node.text)
    if (ts.isJsxExpression(node) && node.expression) literalsOf(node.expression).forEach(keep)
    if (ts.isJsxAttribute(node)) inAttribute(node)
    else node.forEachChild(visit)
  }
  const inAttribute = ({ name, initializer }: ts.JsxAttribute): void => {
    if (initializer === undefined) return
    const value = ts.isJsxExpression(initializer) ? initializer.expression : initializer
    if (SPOKEN.has(name.getText(file)) && value && ts.isExpression(value)) literalsOf(value).forEach(keep)
    // What stands deeper in the attribute, such as an element that is given to it.
    value?.forEachChild(visit)
  }
  visit(file)
  return words
}

/** The texts that an expression can come to, as far as they are written in it: through choices, templates and sums, not through calls. */
function literalsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression)
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)]
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.flatMap(({ expression, literal }) => [...literalsOf(expression), literal.text])]
  if (ts.isBinaryExpression(node)) {
    const isComparison =
      node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
      node.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken
    return isComparison ? [] : [...literalsOf(node.left), ...literalsOf(node.right)]
  }
  return []
}
