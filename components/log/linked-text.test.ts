import { expect, test } from 'vitest'
import { linkedText } from './linked-text.ts'

const links = (text: string) => linkedText(text).flatMap(({ href }) => href ?? [])

test('an address becomes a link and everything around it stays as it is', () => {
  const text = 'see https://www.oceanbase.com/docs?a=1#b, or (http://10.0.0.5:8089/).'
  expect(links(text)).toEqual(['https://www.oceanbase.com/docs?a=1#b', 'http://10.0.0.5:8089/'])
  expect(
    linkedText(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text)
})

// Whoever writes into the log of a container must not get an operator to run their script or to open a look-alike.
test('nothing else than http and https is a link, and none that hides its host', () => {
  for (const text of [
    'javascript:alert(1)',
    'JaVaScRiPt://x%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://x',
    '//evil.example/x',
    'xhttp://evil.example',
    'https://',
    'https://bank.example@evil.example/',
    'https://user:secret@evil.example/',
    `https://evil.example/${'x'.repeat(3000)}`,
  ])
    expect(links(text), text).toEqual([])
})

test('quotes and markup end an address', () => {
  expect(links('<a href="https://x.example/"onclick=alert(1)>')).toEqual(['https://x.example/'])
  expect(links("'https://x.example/'>")).toEqual(['https://x.example/'])
})

test('a long line without spaces is read at once', () => {
  const began = performance.now()
  expect(links(`http${'://http'.repeat(100_000)}`)).toEqual([])
  expect(links('x'.repeat(1_000_000))).toEqual([])
  expect(performance.now() - began).toBeLessThan(500)
})
