import { expect, test } from 'vitest'
import { HINT_LINKS, type HintTarget, hintHref } from '../server/contract/hint-links.ts'
import { en } from '../server/contract/messages/en.ts'
import { appPages } from './fixtures/app-pages.mjs'

/** The texts that the server says, by key. */
function texts(node: object = SAID, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) => {
    const key = path === '' ? name : `${path}.${name}`
    if (typeof value === 'string') return [[key, value] as [string, string]]
    return typeof value === 'object' && value !== null ? texts(value, key) : []
  })
}

const { access, approvals, errors, notices, docker, images, metadb, console, backups, findings, choices, failures, world } = en
const SAID = { access, approvals, errors, notices, docker, images, metadb, console, backups, findings, choices, failures, world }

/** Words by which a text sends a person to a page of the panel. */
const ADVICE =
  /\b(?:adopt (?:it|the|that)|choose (?:another|a folder)|correct the address|enter it again|enter the password of|save the installation|restore it on|archive all|edit page|account page|a new plan|plan again|choose a password|another console driver|config\.yaml as oms_meta|under another name|upload the archive|use their account|address leads|check the account before|address that the browser shows|NUL|must be a full path|cannot set system parameters|enter an address|plan page)/i

/** Advice that is followed on the spot, or outside the panel. */
const ELSEWHERE: Record<string, string> = {
  'access.samePassword': 'the field is right above',
  'reviews.sameRun': 'the choice is right above',
  'findings.imageArchitecture.action': 'the image is downloaded from the vendor',
}

// "Choose another console driver" was advised for months, and no page could do it.
test('every text that advises something in the panel has a link', () => {
  const unlinked = texts().filter(([key, text]) => ADVICE.test(text) && !(key in HINT_LINKS) && !(key in ELSEWHERE))
  expect(unlinked).toEqual([])
  expect(texts().filter(([, text]) => ADVICE.test(text)).length).toBeGreaterThan(15)
})

test('every linked text exists, so that no link outlives its text', () => {
  const known = new Set(texts().map(([key]) => key))
  expect(Object.keys(HINT_LINKS).filter((key) => !known.has(key))).toEqual([])
})

/** The route of the app that answers an address. */
function isPage(href: string): boolean {
  const path = href.replace(/[?#].*$/, '')
  return appPages().some((page) => new RegExp(`^${page.replaceAll(/\[[^\]]+\]/g, '[^/]+')}$`).test(path))
}

test('every link leads to a page that exists, with an installation and without', () => {
  const targets = new Set<HintTarget>(Object.values(HINT_LINKS))
  expect(targets.size).toBeGreaterThan(5)
  for (const target of targets) for (const id of ['inst-1', null]) expect(isPage(hintHref(target, id)), `${target} ${id}`).toBe(true)
  expect(isPage('/nowhere')).toBe(false)
})
