import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { ACTIONS, ROUTES } from '../server/contract/commands.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** Routes that anybody may ask and that therefore pass no judgement. */
const UNJUDGED = ['GET /api/health']

const filesUnder = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.(ts|tsx|js|mjs|cjs)$/.test(file) && !file.includes('/generated/'))
    .sort()

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const parse = (file: string, text = read(file)) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)

/** What a module exports by name; everything that is not a plain function is marked, so that it equals no name of a registry. */
function exportsOf(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return [`?${statement.getText()}`]
    const isExported =
      ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (!isExported || ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) return []
    if (ts.isFunctionDeclaration(statement) && statement.name) return [statement.name.text]
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => `=${name.getText()}`)
    return [`?${statement.getText().slice(0, 60)}`]
  })
}

/** Every call `callee('name', …)` inside the function, as `callee name`. */
function calls(source: ts.SourceFile, functionName: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const [first] = node.arguments
      found.push(`${node.expression.text} ${first && ts.isStringLiteral(first) ? first.text : '?'}`)
    }
    node.forEachChild(visit)
  }
  for (const statement of source.statements)
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === functionName) visit(statement)
  return found
}

/** Where a directive makes functions callable from outside, at the top of a file or of a function. */
function hasServerDirective(source: ts.SourceFile): boolean {
  let isFound = false
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression) && /^use server$/.test(node.expression.text)) isFound = true
    node.forEachChild(visit)
  }
  visit(source)
  return isFound
}

const actionFiles = filesUnder('server/actions').filter((file) => hasServerDirective(parse(file)))
const routeFiles = filesUnder('app').filter((file) => /(^|\/)route\.(ts|tsx|js|mjs|cjs)$/.test(file))

// An action that bypasses the wrapper can be called by anybody who can reach the port, whatever the pages show.
test('every server action is in the registry under its own name and goes through the wrapper first', () => {
  const found = actionFiles.flatMap((file) => exportsOf(parse(file)))
  expect(found.toSorted()).toEqual(Object.keys(ACTIONS).toSorted())
  for (const file of actionFiles) {
    for (const name of exportsOf(parse(file))) {
      expect(calls(parse(file), name)[0], file).toBe(`act ${name}`)
      expect(calls(parse(file), name).filter((call) => call.startsWith('act '))).toHaveLength(1)
    }
  }
})

test('nothing outside of the folder of actions can be called as one', () => {
  const all = ['app', 'components', 'server'].flatMap(filesUnder)
  expect(all.length).toBeGreaterThan(300)
  expect(all.filter((file) => read(file).includes('use server') && hasServerDirective(parse(file)))).toEqual(actionFiles)
})

test('every route is in the registry and is judged by its own name', () => {
  const found = routeFiles.flatMap((file) => {
    const address = `/${path.posix.dirname(path.posix.relative('app', file))}`.replace(/\/\([^)]*\)/g, '')
    const source = parse(file)
    return exportsOf(source)
      .filter((name) => name !== '=dynamic')
      .map((name) => ({ route: `${name} ${address}`, calls: calls(source, name) }))
  })
  expect(found.map(({ route }) => route).toSorted()).toEqual(Object.keys(ROUTES).toSorted())
  for (const { route, calls } of found) {
    expect(METHODS).toContain(route.split(' ')[0])
    if (UNJUDGED.includes(route)) expect(ROUTES[route as keyof typeof ROUTES]).toBe('public')
    // The stream names its route itself.
    else if (route.endsWith('/events')) expect(calls).toContain('jobEvents ?')
    else expect(calls.filter((call) => /^(answer|admitted) /.test(call))).toEqual([`answer ${route}`])
  }
  expect(read('server/http/job-events.ts')).toContain("const NAME = 'GET /api/upgrades/[id]/events'")
  expect(calls(parse('server/http/job-events.ts'), 'jobEvents')[0]).toBe('admitted ?')
})

// The finders above report nothing for ever when they stop understanding the code.
test('a forgotten action or route is noticed', () => {
  const forgotten = parse(
    'x.ts',
    "'use server'\nexport async function drop(input: unknown) { return await service(input) }\nexport const raw = async () => 1",
  )
  expect(hasServerDirective(forgotten)).toBe(true)
  expect(exportsOf(forgotten)).toEqual(['drop', '=raw'])
  expect(calls(forgotten, 'drop')).toEqual(['service ?'])
  expect(hasServerDirective(parse('y.tsx', "export function A() { async function save() { 'use server' } return save }"))).toBe(true)
  expect(exportsOf(parse('z.ts', "export { GET } from './other.ts'"))).toEqual(["?export { GET } from './other.ts'"])
})
